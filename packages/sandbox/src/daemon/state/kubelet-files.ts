import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { KubeletFiles } from '../../kubelet/pod/volumes.js';

/** Files of volumes, for this user only. */
export const kubeletFiles: KubeletFiles = {
  makeFolder: async (folder) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  },
  write: (file, content) => writeFile(file, content, { mode: 0o600 }),
  remove: (folder) => rm(folder, { recursive: true, force: true }),
};
