import { readFile, stat } from 'node:fs/promises';
import { messageOf } from '@chaoskit/errors';
import { KubeConfigError } from '../kube-errors.js';

/** The files that a client's configuration is read from. */
export interface KubeFiles {
  /** True where `path` is an ordinary file. */
  isFile(path: string): Promise<boolean>;
  read(path: string): Promise<string>;
}

/** The real file system. */
export const nodeFiles: KubeFiles = {
  async isFile(path) {
    try {
      return (await stat(path)).isFile();
    } catch {
      return false;
    }
  },
  read: (path) => readFile(path, 'utf8'),
};

/** @throws KubeConfigError that says what the file is for */
export async function readOf(files: KubeFiles, path: string, what: string): Promise<string> {
  try {
    return await files.read(path);
  } catch (error) {
    throw new KubeConfigError(`${what} can't be read: ${messageOf(error)}`, {
      place: { file: path },
      cause: error,
    });
  }
}
