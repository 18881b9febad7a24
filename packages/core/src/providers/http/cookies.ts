import { headerValues } from './header-map.js';

/** The cookies that the servers of one redirect chain set, for their own host. */
export class Cookies {
  readonly #byHost = new Map<string, Map<string, string>>();

  take(url: URL, rawHeaders: readonly string[]): void {
    for (const line of headerValues(rawHeaders, 'set-cookie')) {
      const [name, ...value] = (line.split(';')[0] ?? '').split('=');
      if (name === undefined || name.trim() === '') continue;
      const jar = this.#byHost.get(url.hostname) ?? new Map<string, string>();
      jar.set(name.trim(), value.join('=').trim());
      this.#byHost.set(url.hostname, jar);
    }
  }

  /** The `Cookie` header for a URL. */
  header(url: URL): [string, string][] {
    const jar = this.#byHost.get(url.hostname);
    if (jar === undefined || jar.size === 0) return [];
    return [['Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; ')]];
  }
}
