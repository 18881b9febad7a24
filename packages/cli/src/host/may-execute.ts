import { accessSync, constants } from 'node:fs';

/** True where this user may execute what is there. */
export function mayExecute(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
