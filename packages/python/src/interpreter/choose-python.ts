import { delimiter, isAbsolute, join, sep } from 'node:path';

export interface PythonChoiceInput {
  /** The environment of the process: `CHAOS_PYTHON`, `VIRTUAL_ENV` and `PATH` are read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A relative `CHAOS_PYTHON` with a folder in it starts here. */
  readonly cwd: string;
  /** Whether there is a program at this path. */
  isExecutable(path: string): boolean;
}

/**
 * The interpreter that experiments use: what `CHAOS_PYTHON` names, the one of the active virtual environment, or `python3` on the PATH.
 * Undefined where the wanted one is not there: a `CHAOS_PYTHON` that names nothing is not replaced by another one in silence.
 */
export function choosePython({ env, cwd, isExecutable }: PythonChoiceInput): string | undefined {
  const named = env.CHAOS_PYTHON;
  if (named !== undefined && named !== '') {
    if (!named.includes(sep)) return findOnPath(named, env.PATH, isExecutable);
    const path = isAbsolute(named) ? named : join(cwd, named);
    return isExecutable(path) ? path : undefined;
  }
  const environment = env.VIRTUAL_ENV;
  if (environment !== undefined && environment !== '') {
    const inside = ['python3', 'python'].map((name) => join(environment, 'bin', name)).find(isExecutable);
    if (inside !== undefined) return inside;
  }
  return findOnPath('python3', env.PATH, isExecutable) ?? findOnPath('python', env.PATH, isExecutable);
}

function findOnPath(
  name: string,
  path: string | undefined,
  isExecutable: (path: string) => boolean,
): string | undefined {
  const folders = (path ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}
