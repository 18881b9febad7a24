import { delimiter, join, resolve } from 'node:path';
import type { ProcessPorts } from './process-ports.js';

export type FoundProgram =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'denied'; readonly path: string }
  | { readonly kind: 'missing' };

type FilePorts = Pick<ProcessPorts, 'isFile' | 'mayExecute' | 'env'>;

const DEFAULT_PATH = '/bin:/usr/bin';

/** Expands a leading `~` (not `~user`) to the home directory. */
export function expandHome(path: string, env: FilePorts['env']): string {
  const home = env.HOME;
  return home !== undefined && (path === '~' || path.startsWith('~/')) ? home + path.slice(1) : path;
}

/** Finds programs, and remembers where they are as long as they stay there. */
export class ProgramFinder {
  readonly #ports: FilePorts;
  readonly #known = new Map<string, string>();

  constructor(ports: FilePorts) {
    this.#ports = ports;
  }

  /** `anew`: look whether it still is where it was found before. */
  find(path: string, { anew }: { readonly anew: boolean }): FoundProgram {
    const known = this.#known.get(path);
    if (known !== undefined && (!anew || this.#ports.mayExecute(known)))
      return { kind: 'found', path: known };
    const found = findProgram(path, this.#ports);
    if (found.kind === 'found') this.#known.set(path, found.path);
    return found;
  }
}

/**
 * Finds a program as a shell would: a path with a directory part is taken as it is, a bare name is looked up on `PATH` (core.md §9.2).
 * `denied`: something of that name is there, but may not be executed.
 */
function findProgram(path: string, ports: FilePorts): FoundProgram {
  const program = expandHome(path, ports.env);
  if (program === '') return { kind: 'missing' };
  const candidates = program.includes('/')
    ? [program]
    : (ports.env.PATH ?? DEFAULT_PATH).split(delimiter).map((folder) => join(folder || '.', program));
  let denied: string | undefined;
  for (const candidate of candidates) {
    if (!ports.isFile(candidate)) continue;
    if (ports.mayExecute(candidate))
      return { kind: 'found', path: program.includes('/') ? program : resolve(candidate) };
    denied ??= candidate;
  }
  return denied === undefined ? { kind: 'missing' } : { kind: 'denied', path: denied };
}
