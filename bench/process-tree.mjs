// The processes below one process, as the kernel tells them.
import { readdirSync, readFileSync } from 'node:fs';

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It ended while we looked.
    return '';
  }
};

/** `pid` and everything that it started, with command lines as lists of words. */
export function processTree(pid) {
  const children = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = /^PPid:\s+(\d+)$/m.exec(read(`/proc/${name}/status`))?.[1];
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), name]);
  }
  const found = [];
  for (const waiting = [String(pid)]; waiting.length > 0; ) {
    const next = waiting.pop();
    found.push({ pid: next, command: read(`/proc/${next}/cmdline`).split('\0') });
    waiting.push(...(children.get(next) ?? []));
  }
  return found;
}

/** Memory that a process alone accounts for (its proportional share), in MB. */
export function proportionalMb(pid) {
  const found = /^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`));
  return found === null ? 0 : Number(found[1]) / 1024;
}
