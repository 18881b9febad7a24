/** The bits of an IPv4 or IPv6 address; undefined for any other text. */
function addressBits(text: string): { readonly bits: bigint; readonly width: 32 | 128 } | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const parts = text.split('.').map(Number);
    if (parts.some((part) => part > 255)) return undefined;
    return { bits: parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n), width: 32 };
  }
  if (!/^[0-9a-fA-F:]+$/.test(text) || !text.includes(':')) return undefined;
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...before, ...new Array<string>(missing).fill('0'), ...after];
  if (all.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return { bits: all.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n), width: 128 };
}

/** True where the network, e.g. `10.0.0.0/8`, holds the address; false for anything that is neither. */
export function addressInCidr(address: string, cidr: string): boolean {
  const [network = '', length = ''] = cidr.split('/');
  const one = addressBits(address);
  const other = addressBits(network);
  if (one === undefined || other === undefined || one.width !== other.width || !/^\d{1,3}$/.test(length))
    return false;
  const prefix = Number(length);
  if (prefix > one.width) return false;
  const shift = BigInt(one.width - prefix);
  return one.bits >> shift === other.bits >> shift;
}
