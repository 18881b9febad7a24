import { KubeConfigError } from '../kube-errors.js';
import type { Credentials, KubeAccess } from './kube-access.js';
import { type KubeFiles, readOf } from './kube-files.js';
import { type KubeSettings, proxyFor, setting, verifySetting } from './kube-settings.js';
import {
  type ChosenContext,
  type ConfigEntry,
  chooseContext,
  isEntry,
  readKubeconfig,
  stringOf,
} from './kubeconfig-file.js';
import { pluginCredentials } from './plugin-credentials.js';

/** The access that one context of kubeconfig files describes (drivers.md §1.1, first branch). */
export async function kubeconfigAccess(
  paths: readonly string[],
  settings: KubeSettings,
  files: KubeFiles,
): Promise<KubeAccess> {
  const kubeconfig = await readKubeconfig(paths, files);
  const chosen = chooseContext(kubeconfig, setting(settings, 'KUBERNETES_CONTEXT'));
  const { cluster, user } = chosen;
  const server = new URL(serverOf(kubeconfig.source, chosen));
  const ca = await material(cluster, 'certificate-authority', files);
  const serverName = stringOf(cluster['tls-server-name']);
  const proxy = stringOf(cluster['proxy-url']) ?? proxyFor(server, settings.env);
  const usesPlugin = isEntry(user.exec) || isEntry(user['auth-provider']);
  return {
    target: { context: chosen.name, server: stringOf(cluster.server) ?? '' },
    server,
    verify: verifySetting(settings) ?? cluster['insecure-skip-tls-verify'] !== true,
    ...(ca !== undefined && { ca }),
    ...(serverName !== undefined && { serverName }),
    ...(proxy !== undefined && { proxy }),
    credentials: usesPlugin
      ? pluginCredentials(kubeconfig.source, chosen, impersonation(user))
      : () => plainCredentials(user, files),
  };
}

function serverOf(file: string, { name, cluster }: ChosenContext): string {
  const server = stringOf(cluster.server) ?? '';
  if (/^https?:\/\//.test(server) && URL.canParse(server)) return server;
  throw new KubeConfigError(
    `the server of context ${JSON.stringify(name)} in ${file} is no http or https URL: ${JSON.stringify(server)}`,
    { place: { file } },
  );
}

async function plainCredentials(user: ConfigEntry, files: KubeFiles): Promise<Credentials> {
  const cert = await material(user, 'client-certificate', files);
  const key = await material(user, 'client-key', files);
  const tokenFile = stringOf(user.tokenFile);
  // The file wins over the text: it is the one that is renewed.
  const token = tokenFile ? (await readOf(files, tokenFile, 'the token file')).trim() : stringOf(user.token);
  const name = stringOf(user.username);
  const basic = name === undefined ? undefined : basicAuthorization(name, stringOf(user.password) ?? '');
  const authorization = token ? `Bearer ${token}` : basic;
  return {
    headers: { ...(authorization !== undefined && { Authorization: authorization }), ...impersonation(user) },
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
}

export function basicAuthorization(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}

function impersonation(user: ConfigEntry): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  const name = stringOf(user.as);
  if (name !== undefined) headers['Impersonate-User'] = name;
  const uid = stringOf(user['as-uid']);
  if (uid !== undefined) headers['Impersonate-Uid'] = uid;
  const groups = user['as-groups'];
  if (Array.isArray(groups) && groups.length > 0) headers['Impersonate-Group'] = groups.map(String);
  const extra = user['as-user-extra'];
  if (isEntry(extra)) {
    for (const [key, values] of Object.entries(extra)) {
      headers[`Impersonate-Extra-${encodeURIComponent(key)}`] = Array.isArray(values)
        ? values.map(String)
        : String(values);
    }
  }
  return headers;
}

/** A certificate or key: `NAME-data` holds it in base64, `NAME` is the path of a file. */
async function material(entry: ConfigEntry, name: string, files: KubeFiles): Promise<string | undefined> {
  const data = stringOf(entry[`${name}-data`]);
  if (data) return Buffer.from(data, 'base64').toString('utf8');
  const path = stringOf(entry[name]);
  return path ? readOf(files, path, `the ${name}`) : undefined;
}
