import { VizierError } from '../vizier-error.js';

/** Pixie's own cloud. */
export const defaultServer = 'work.withpixie.ai';

export interface PixieAddress {
  readonly url: string;
  readonly verify: boolean;
}

export interface AddressRules {
  /** Speak plaintext. */
  readonly insecure?: boolean;
  /** `PX_DISABLE_TLS=1`: certificates of `*.cluster.local` are not verified, others are (pixie.md §1.2). */
  readonly disableTlsVerification?: boolean;
}

/** Reads `host`, `host:port`, `https://host[:port]` or `http://host:port`; no port: 443. Throws {@link VizierError}. */
export function parseAddress(
  text: string,
  { insecure = false, disableTlsVerification = false }: AddressRules = {},
): PixieAddress {
  const scheme = /^(https?):\/\//.exec(text)?.[1];
  const plaintext = insecure || scheme === 'http';
  const rest = scheme === undefined ? text : text.slice(scheme.length + 3);
  // Read as https throughout: a URL leaves out the port that is its scheme's own.
  const url = URL.canParse(`https://${rest}`) ? new URL(`https://${rest}`) : undefined;
  if (url === undefined || url.hostname === '' || url.pathname !== '/' || url.search !== '')
    throw new VizierError('PIXIE_E_ADDRESS', `'${text}' is not an address of Pixie`, {
      hint: 'host, host:port, https://host[:port] or http://host:port',
    });
  return {
    url: `${plaintext ? 'http' : 'https'}://${url.hostname}:${url.port || 443}`,
    verify: !(disableTlsVerification && url.hostname.endsWith('cluster.local')),
  };
}
