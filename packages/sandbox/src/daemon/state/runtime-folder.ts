import { accessSync, constants } from 'node:fs';

/** A Unix socket's path may have 107 characters; the folder and the name in it need about 30. */
const longest = 75;

/** Where short-lived sockets can be made: the user's own runtime folder, or the folder for temporary files. */
export function runtimeFolder(env: Readonly<Record<string, string | undefined>>): string {
  const candidates = [env.XDG_RUNTIME_DIR, env.TMPDIR, '/tmp', '/var/tmp'];
  return (
    candidates.find((path) => path !== undefined && path.length <= longest && isWritable(path)) ?? '/tmp'
  );
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
