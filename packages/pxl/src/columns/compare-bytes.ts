const encoder = new TextEncoder();

/** Order of two strings by their UTF-8 bytes: below, equal, above as a negative number, 0, a positive one. */
export function compareBytes(left: string, right: string): number {
  if (left === right) return 0;
  const lefts = encoder.encode(left);
  const rights = encoder.encode(right);
  const common = Math.min(lefts.length, rights.length);
  for (let at = 0; at < common; at++) {
    const difference = (lefts[at] as number) - (rights[at] as number);
    if (difference !== 0) return difference;
  }
  return lefts.length - rights.length;
}
