import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { KubeConfigError } from '../kube-errors.js';
import type { Credentials, KubeAccess, KubeTarget } from './kube-access.js';
import { type KubeFiles, readOf } from './kube-files.js';
import { type KubeSettings, proxyFor, setting, verifySetting } from './kube-settings.js';
import { basicAuthorization, kubeconfigAccess } from './kubeconfig-access.js';

const serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Finds the API server and the credentials, taking exactly one of the reference's three branches (drivers.md §1.1):
 * a kubeconfig file, the pod's own service account, explicit keys.
 * @throws KubeConfigError
 */
export async function findAccess(settings: KubeSettings, files: KubeFiles): Promise<KubeAccess> {
  const paths = await kubeconfigPaths(settings.env, files);
  if (paths.length > 0) return kubeconfigAccess(paths, settings, files);
  // The environment only: secrets don't count here.
  if (settings.env.CHAOSTOOLKIT_IN_POD === 'true') return inClusterAccess(settings, files);
  return explicitAccess(settings, files);
}

/** Which cluster the calls would go to; makes no request and reads no credentials. */
export async function findTarget(settings: KubeSettings, files: KubeFiles): Promise<KubeTarget> {
  return (await findAccess(settings, files)).target;
}

/**
 * The kubeconfig files that there are. The reference takes `KUBECONFIG` for the name of one file; where there is none of
 * that name it is read as kubectl reads it, as a list.
 */
async function kubeconfigPaths(env: KubeSettings['env'], files: KubeFiles): Promise<string[]> {
  const named = kubeconfigVariable(env);
  if (await files.isFile(named)) return [named];
  const paths: string[] = [];
  for (const path of named.split(delimiter)) if (path !== '' && (await files.isFile(path))) paths.push(path);
  return paths;
}

function kubeconfigVariable(env: KubeSettings['env']): string {
  const home = env.HOME ?? homedir();
  return (env.KUBECONFIG || '~/.kube/config').replace(/^~(?=\/|$)/, home);
}

async function inClusterAccess(settings: KubeSettings, files: KubeFiles): Promise<KubeAccess> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = settings.env;
  if (!host || !port) {
    throw new KubeConfigError(
      'CHAOSTOOLKIT_IN_POD is true, but KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set: this is no pod',
    );
  }
  const server = new URL(`https://${host.includes(':') ? `[${host}]` : host}:${port}`);
  const ca = await readOf(
    files,
    join(serviceAccount, 'ca.crt'),
    "the service account's certificate authority",
  );
  const proxy = proxyFor(server, settings.env);
  return {
    target: { context: 'in-cluster', server: server.origin },
    server,
    ca,
    verify: verifySetting(settings) ?? true,
    ...(proxy !== undefined && { proxy }),
    // The kubelet renews the token in place.
    async credentials() {
      const token = await readOf(files, join(serviceAccount, 'token'), "the service account's token");
      return { headers: { Authorization: `Bearer ${token.trim()}` } };
    },
  };
}

async function explicitAccess(settings: KubeSettings, files: KubeFiles): Promise<KubeAccess> {
  const host = setting(settings, 'KUBERNETES_HOST') || 'http://localhost';
  if (!/^https?:\/\//.test(host) || !URL.canParse(host)) {
    throw new KubeConfigError(`KUBERNETES_HOST is no http or https URL: ${JSON.stringify(host)}`);
  }
  const server = new URL(host);
  const caFile = setting(settings, 'KUBERNETES_CA_CERT_FILE');
  const ca = caFile ? await readOf(files, caFile, 'KUBERNETES_CA_CERT_FILE') : undefined;
  const proxy = proxyFor(server, settings.env);
  return {
    target: { context: 'none', server: host },
    server,
    ...(setting(settings, 'KUBERNETES_HOST') === undefined && {
      hint: `no kubeconfig file was found at ${kubeconfigVariable(settings.env)}, and KUBERNETES_HOST is not set`,
    }),
    ...(ca !== undefined && { ca }),
    verify: verifySetting(settings) ?? true,
    ...(proxy !== undefined && { proxy }),
    credentials: () => explicitCredentials(settings, files),
  };
}

/** One of three, in this order: API key, client certificate, name and password. */
async function explicitCredentials(settings: KubeSettings, files: KubeFiles): Promise<Credentials> {
  const apiKey = setting(settings, 'KUBERNETES_API_KEY');
  if (apiKey !== undefined) {
    const prefix = setting(settings, 'KUBERNETES_API_KEY_PREFIX') ?? 'Bearer';
    return { headers: { Authorization: `${prefix} ${apiKey}` } };
  }
  const certFile = setting(settings, 'KUBERNETES_CERT_FILE');
  if (certFile !== undefined) {
    const keyFile = setting(settings, 'KUBERNETES_KEY_FILE');
    const cert = await readOf(files, certFile, 'KUBERNETES_CERT_FILE');
    const key = keyFile === undefined ? cert : await readOf(files, keyFile, 'KUBERNETES_KEY_FILE');
    return { headers: {}, cert, key };
  }
  const name = setting(settings, 'KUBERNETES_USERNAME');
  if (name === undefined) return { headers: {} };
  return {
    headers: { Authorization: basicAuthorization(name, setting(settings, 'KUBERNETES_PASSWORD') ?? '') },
  };
}
