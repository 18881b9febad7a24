/** An id that sorts by time: `20261124-104803123-5f3a` (UTC). */
export function newRunId(now: number): string {
  const [day = '', time = ''] = new Date(now)
    .toISOString()
    .replace(/[-:.Z]/g, '')
    .split('T');
  return `${day}-${time}-${randomHex(4)}`;
}

/** Random enough to tell names apart; not for secrets. Spares every start the loading of `node:crypto`. */
export function randomHex(digits: number): string {
  return Math.floor(Math.random() * 16 ** digits)
    .toString(16)
    .padStart(digits, '0');
}
