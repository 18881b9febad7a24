import { BlockList, isIP } from 'node:net';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for a URL, from the environment as Python's requests reads it: `http_proxy`, `https_proxy`, `all_proxy` in either case, unless
 * `no_proxy` lists the host (names by their end, addresses and networks, `*`).
 */
export function proxyOf(url: URL, env: Environment): URL | undefined {
  const scheme = url.protocol.slice(0, -1);
  const written = variable(env, `${scheme}_proxy`) ?? variable(env, 'all_proxy');
  if (written === undefined || isBypassed(url, variable(env, 'no_proxy'))) return undefined;
  const address = written.includes('://') ? written : `http://${written}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}

function variable(env: Environment, name: string): string | undefined {
  const value = env[name] ?? env[name.toUpperCase()];
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

function isBypassed(url: URL, noProxy: string | undefined): boolean {
  if (noProxy === undefined) return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return noProxy
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || matches(host, url.host, entry));
}

function matches(host: string, hostAndPort: string, entry: string): boolean {
  const family = isIP(host);
  if (family !== 0) {
    const [network = '', bits] = entry.split('/');
    if (bits !== undefined && isIP(network) === family) {
      const list = new BlockList();
      const kind = family === 4 ? 'ipv4' : 'ipv6';
      list.addSubnet(network, Number(bits), kind);
      return list.check(host, kind);
    }
    return host === entry;
  }
  const suffix = entry.replace(/^\./, '').toLowerCase();
  return [host, hostAndPort].some((name) => name === suffix || name.endsWith(`.${suffix}`));
}
