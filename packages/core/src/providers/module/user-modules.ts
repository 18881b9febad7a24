import { extname, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ChaosError, messageOf } from '@chaoskit/errors';

export interface UserModulesOptions {
  /** Folder that relative paths and package names are resolved from: that of the experiment. */
  readonly folder: string;
  /** Modules handed to users' files by name, so that they need no `node_modules` for them: `chaoskit/extension`. */
  readonly virtualModules?: { readonly [name: string]: object };
}

/** A user's module by the names of its exports. */
export type UserModule = { readonly [name: string]: unknown };

const NATIVE = new Set(['.js', '.mjs']);

/** Loads users' `.ts` and `.js` files and packages; each once. */
export class UserModules {
  readonly #options: UserModulesOptions;
  readonly #loaded = new Map<string, Promise<UserModule>>();

  constructor(options: UserModulesOptions) {
    this.#options = options;
  }

  /** `path` is a file (`./probes.ts`) or the name of a package. Throws `ChaosError` where it can't be loaded. */
  load(path: string): Promise<UserModule> {
    let loading = this.#loaded.get(path);
    if (loading === undefined) {
      loading = this.#import(path);
      this.#loaded.set(path, loading);
    }
    return loading;
  }

  async #import(path: string): Promise<UserModule> {
    const { folder, virtualModules } = this.#options;
    const isFile = path.startsWith('.') || isAbsolute(path);
    const target = isFile ? resolve(folder, path) : path;
    try {
      if (isFile && NATIVE.has(extname(target))) {
        const native = await importNatively(target);
        if (native !== undefined) return native;
      }
      // Imported only where a file needs it: loading it takes longer than starting a run.
      const { createJiti } = await import('jiti');
      const jiti = createJiti(join(folder, 'experiment.js'), {
        ...(virtualModules === undefined ? {} : { virtualModules: { ...virtualModules } }),
      });
      return await jiti.import<UserModule>(target);
    } catch (error) {
      throw new ChaosError(
        'CHAOS_E_MODULE_IMPORT',
        `could not import module '${path}': ${messageOf(error)}`,
        {
          cause: error,
          hint: isFile ? `the path is relative to ${folder}` : 'install the package, or begin a path with ./',
        },
      );
    }
  }
}

/** Undefined where the file, or what it imports, names a module that Node does not find: one that is handed in, perhaps. Nothing was evaluated then. */
async function importNatively(file: string): Promise<UserModule | undefined> {
  try {
    return (await import(pathToFileURL(file).href)) as UserModule;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
