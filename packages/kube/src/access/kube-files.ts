import { readFile, stat } from 'node:fs/promises';

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
