import { statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { ContainerConfig } from '../../kubelet/pod-runtime.js';
import { StartError } from '../../kubelet/start-error.js';
import { isExecutable } from '../host/tools.js';

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

/** Checks that what is to be mounted is there. Throws {@link StartError}. */
export function checkPaths({ writable, mounts }: Pick<ContainerConfig, 'writable' | 'mounts'>): void {
  const gone = writable.find((path) => !exists(path));
  if (gone !== undefined) {
    throw new StartError(`writable ${gone}: no such file or folder`, {
      hint: 'make it, or change writable in sandbox.yaml',
    });
  }
  const missing = mounts.find(({ source }) => !exists(source));
  if (missing !== undefined) throw new StartError(`mount ${missing.source}: no such file or folder`);
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
