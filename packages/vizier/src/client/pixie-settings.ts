import { VizierError } from '../vizier-error.js';
import type { VizierClientOptions } from './open-vizier.js';

export interface PixieSettings {
  readonly clusterId: string;
  readonly options: VizierClientOptions;
}

export interface SettingsSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the environment says nothing. */
  readonly clusterId?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly server?: string | undefined;
  readFile(path: string): string;
}

/**
 * Where to connect, and as whom. The environment wins (pixie.md §8): `PIXIE_CLUSTER_ID`, `PIXIE_API_KEY`, `PIXIE_SERVER_URL`;
 * `GRPC_DEFAULT_SSL_ROOTS_FILE_PATH` names authorities to trust, as for Python, and `PX_DISABLE_TLS=1` is as for Go.
 * Throws {@link VizierError} where the cluster or the key is missing.
 */
export function pixieSettings({ env, clusterId, apiKey, server, readFile }: SettingsSources): PixieSettings {
  const id = env.PIXIE_CLUSTER_ID || clusterId;
  if (!id) throw new VizierError('PIXIE_E_NO_CLUSTER', 'missing the Pixie cluster id. Set PIXIE_CLUSTER_ID');
  const key = env.PIXIE_API_KEY || apiKey;
  if (!key) throw new VizierError('PIXIE_E_NO_KEY', 'missing the Pixie API key. Set PIXIE_API_KEY');
  const address = env.PIXIE_SERVER_URL || server;
  const roots = env.GRPC_DEFAULT_SSL_ROOTS_FILE_PATH;
  return {
    clusterId: id,
    options: {
      apiKey: key,
      ...(address && { server: address }),
      ...(roots && { ca: readFile(roots) }),
      disableTlsVerification: env.PX_DISABLE_TLS === '1',
    },
  };
}
