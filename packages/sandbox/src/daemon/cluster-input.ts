import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { ChaosError, messageOf } from '@chaoskit/errors';
import { clusterRegistry } from '../api/cluster-store.js';
import { systemNamespaces } from '../controllers/bootstrap.js';
import { createImageTable } from '../images/create-image-table.js';
import type { ImageTable } from '../images/image-table.js';
import { emptySandboxFile, parseSandboxFile, type SandboxFile } from '../images/sandbox-file.js';
import type { ManifestFile } from '../manifests/manifest-objects.js';
import { type ManifestPlan, planManifests } from '../manifests/plan-manifests.js';

export interface ClusterInputOptions {
  /** Relative paths start here, and messages name files as seen from here. */
  readonly folder: string;
  /** Files or folders. */
  readonly files: readonly string[];
  readonly imagesFile?: string;
  readonly lenient: boolean;
}

/** What the user wants to run, checked. */
export interface ClusterInput {
  readonly plan: ManifestPlan;
  readonly sandbox: SandboxFile;
  readonly images: ImageTable;
}

/** Reads and checks all of the user's files. Throws a ChaosError that says all that is wrong in them, and where. */
export function readClusterInput(options: ClusterInputOptions): ClusterInput {
  const { folder, lenient } = options;
  const paths = options.files.flatMap((file) => manifestPaths(resolve(folder, file), folder));
  const nameOf = (path: string) => shownPath(path, folder);
  const sandboxPath = sandboxFilePath(options, paths);
  const sandbox =
    sandboxPath === undefined
      ? emptySandboxFile
      : parseSandboxFile(readText(sandboxPath, folder), sandboxPath, nameOf(sandboxPath));
  const manifests = paths.map((path): ManifestFile => ({ name: nameOf(path), text: readText(path, folder) }));
  const plan = planManifests(manifests, { registry: clusterRegistry, lenient, namespaces: systemNamespaces });
  const source = sandboxPath === undefined ? undefined : nameOf(sandboxPath);
  return { plan, sandbox, images: createImageTable(sandbox.images, source) };
}

/** A file itself; of a folder its manifests, in the order of their names (as kubectl does it). */
function manifestPaths(path: string, folder: string): string[] {
  if (!(statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)) return [path];
  const names = readdirSync(path).filter(
    (name) => /\.(?:ya?ml|json)$/.test(name) && name !== sandboxFileName,
  );
  if (names.length === 0) {
    throw new ChaosError('CHAOS_E_SANDBOX_FILE', `no manifests in folder ${shownPath(path, folder)}`, {
      hint: 'manifests end with .yaml, .yml or .json',
    });
  }
  return names.sort().map((name) => join(path, name));
}

const sandboxFileName = 'sandbox.yaml';

function sandboxFilePath(
  { folder, imagesFile }: ClusterInputOptions,
  manifests: readonly string[],
): string | undefined {
  if (imagesFile !== undefined) return resolve(folder, imagesFile);
  return manifests.map((path) => join(dirname(path), sandboxFileName)).find((path) => existsSync(path));
}

function readText(path: string, folder: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const reason = missing ? 'no such file' : messageOf(cause);
    throw new ChaosError('CHAOS_E_SANDBOX_FILE', `can't read ${shownPath(path, folder)}: ${reason}`, {
      cause,
    });
  }
}

function shownPath(path: string, folder: string): string {
  const short = relative(folder, path);
  return short.startsWith('..') ? path : short;
}
