/** Where a client's configuration comes from. */
export interface KubeSettings {
  /** The merged groups of `provider.secrets`. */
  readonly secrets: { readonly [name: string]: unknown };
  readonly env: { readonly [name: string]: string | undefined };
}

/** Looks a key up as drivers.md §1.1 says: injected secrets, then the environment. Undefined where it is nowhere. */
export function setting(settings: KubeSettings, key: string): string | undefined {
  const secret = settings.secrets[key];
  if (secret !== undefined && secret !== null) return String(secret);
  return settings.env[key];
}

/**
 * Whether the server's certificate is checked; undefined where nothing says so. `false`, `0`, `no` and `off` mean what
 * they say: the reference reads them as true (drivers.md K-24).
 */
export function verifySetting(settings: KubeSettings): boolean | undefined {
  const text = setting(settings, 'KUBERNETES_VERIFY_SSL')?.trim().toLowerCase();
  if (text === undefined || text === '') return undefined;
  return !['false', '0', 'no', 'off', 'n', 'f'].includes(text);
}

/**
 * The proxy for `server`: `HTTP_PROXY` for http and https alike, unless `NO_PROXY` names the host (drivers.md §1.1).
 * A server on this machine is never asked through a proxy.
 */
export function proxyFor(server: URL, env: KubeSettings['env']): string | undefined {
  const proxy = env.HTTP_PROXY;
  const host = server.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (!proxy || host === 'localhost' || host === '::1' || /^127\./.test(host)) return undefined;
  const bypassed = (env.NO_PROXY ?? '')
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [name = '', port] = entry
        .toLowerCase()
        .replace(/^\*?\./, '')
        .split(':');
      if (entry === '*') return true;
      if (port !== undefined && port !== portOf(server)) return false;
      return host === name || host.endsWith(`.${name}`);
    });
  return bypassed ? undefined : proxy;
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}
