import { delimiter, join } from 'node:path';
import type { RunningSandbox } from '@chaoskit/sandbox';

export interface EnvironmentParts {
  readonly process: Readonly<Record<string, string | undefined>>;
  /** Variables of `.env` files. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly distFolder: string;
  /** The sandbox of the run, or of the working folder. */
  readonly sandbox?: RunningSandbox;
  /** A throw-away sandbox: the run's cluster is that one. */
  readonly throwAway?: boolean;
  /** Kubernetes context that the user named. */
  readonly context?: string;
}

/** Programs that come with chaos and stand in for tools that are not on the PATH. */
export const standInsFolder = (distFolder: string): string => join(distFolder, 'stand-ins');

/** The environment of everything that the experiment starts. Stand-ins come last on the PATH: the real programs win. */
export function runEnvironment(parts: EnvironmentParts): Record<string, string | undefined> {
  const { process: own, overrides, distFolder, sandbox, throwAway = false, context } = parts;
  const merged = { ...own, ...overrides };
  const path = [merged.PATH ?? '/usr/bin:/bin', standInsFolder(distFolder)].filter((part) => part !== '');
  return {
    ...merged,
    ...(sandbox === undefined ? {} : pixieVariables(sandbox, merged)),
    PATH: path.join(delimiter),
    ...(sandbox !== undefined && throwAway ? { KUBECONFIG: sandbox.kubeconfig } : {}),
    ...(context === undefined ? {} : { KUBERNETES_CONTEXT: context }),
  };
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The sandbox's own Pixie. Variables that are set win; the file of trusted authorities holds those of the user, too. */
function pixieVariables({ pixie }: RunningSandbox, own: Variables): Variables {
  return {
    PIXIE_API_KEY: own.PIXIE_API_KEY || pixie.apiKey,
    PIXIE_CLUSTER_ID: own.PIXIE_CLUSTER_ID || pixie.clusterId,
    ...(own.PIXIE_SERVER_URL
      ? {}
      : { PIXIE_SERVER_URL: pixie.server, GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: pixie.rootsFile }),
  };
}

/**
 * The environment of programs, Python functions and HTTP requests where a sandbox is up: who honours the variables finds its services
 * by name, and the names of `sandbox.yaml`. Loopback stays direct; a proxy of the user's own is asked by the sandbox's.
 */
export function activityEnvironment(
  env: Record<string, string | undefined>,
  sandbox: RunningSandbox | undefined,
): Record<string, string | undefined> {
  if (sandbox === undefined) return env;
  const { httpProxy } = sandbox;
  const direct = [env.NO_PROXY || env.no_proxy, 'localhost,127.0.0.1,::1'].filter(Boolean).join(',');
  return { ...env, HTTP_PROXY: httpProxy, http_proxy: httpProxy, NO_PROXY: direct, no_proxy: direct };
}
