import { readdirSync, readFileSync } from 'node:fs';

/** How long a condition may take that is about to hold, in milliseconds. */
const PATIENCE_MS = 20_000;

/** Ids of this machine's processes whose command line holds `marker`, but for the tests' own. */
export function processesWith(marker: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => commandLine(name).includes(marker))
    .map(Number);
}

/** Polls until `condition` holds. Throws with `what` in its message when that takes too long. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`not within ${PATIENCE_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}
