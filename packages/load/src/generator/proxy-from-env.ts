type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The HTTP proxy that a URL is asked through, as Go's `http.ProxyFromEnvironment` chooses it: `HTTP_PROXY` for http URLs, never for
 * loopback, and not for hosts that `NO_PROXY` names (`example.com` with what is under it, `.example.com`, `*`, each with a port or not).
 */
export function proxyFromEnvironment(env: Environment): (url: URL) => URL | undefined {
  const text = env.HTTP_PROXY || env.http_proxy || '';
  const written = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  if (text === '' || !URL.canParse(written)) return () => undefined;
  const proxy = new URL(written);
  const direct = (env.NO_PROXY || env.no_proxy || '')
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '');
  return (url) => {
    const host = url.hostname.toLowerCase().replace(/^\[|\]$/g, '');
    if (url.protocol !== 'http:' || isLoopback(host)) return undefined;
    const port = url.port || '80';
    return direct.some((entry) => covers(entry, host, port)) ? undefined : proxy;
  };
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const [, name = entry, onlyPort] = /^([^:]+):(\d+)$/.exec(entry) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) return false;
  const suffix = name.replace(/^\*?\./, '');
  return host.endsWith(`.${suffix}`) || (host === suffix && name === suffix);
}
