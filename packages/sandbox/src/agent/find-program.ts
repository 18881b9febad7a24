import { statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { StartError } from '../kubelet/start-error.js';
import { isExecutable } from './tools.js';

/** Checks what a container is to run before its namespaces are made. Throws {@link StartError} in the words of a container runtime. */
export function checkProgram(command: readonly string[], path: string, workingDir: string): void {
  const program = command[0];
  if (program === undefined || program === '') throw new StartError('no command specified');
  if (!isFolder(workingDir)) {
    throw new StartError(`working directory ${workingDir}: no such folder`, {
      hint: 'set workingDir in sandbox.yaml or in the container to a folder that exists',
    });
  }
  const quoted = JSON.stringify(program);
  if (program.includes('/')) {
    const file = isAbsolute(program) ? program : resolve(workingDir, program);
    if (isRunnable(file)) return;
    throw new StartError(
      `exec: ${quoted}: ${exists(file) ? 'permission denied' : 'no such file or directory'}`,
    );
  }
  const folders = path.split(delimiter).map((folder) => resolve(workingDir, folder));
  if (folders.some((folder) => isRunnable(join(folder, program)))) return;
  throw new StartError(`exec: ${quoted}: executable file not found in $PATH`);
}

function isRunnable(file: string): boolean {
  return isExecutable(file) && !isFolder(file);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
