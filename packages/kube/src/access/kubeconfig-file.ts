import { dirname, isAbsolute, join } from 'node:path';
import { messageOf } from '@chaoskit/errors';
import { KubeConfigError } from '../kube-errors.js';
import { type KubeFiles, readOf } from './kube-files.js';

/** A mapping of a kubeconfig file, as it stands there. */
export type ConfigEntry = { readonly [key: string]: unknown };

/** One kubeconfig file, or several as one. */
export interface Kubeconfig {
  /** Path of the file; the paths of several, as in `KUBECONFIG`. */
  readonly source: string;
  readonly config: ConfigEntry;
}

/** One context of a kubeconfig file with the cluster and the user that it names. */
export interface ChosenContext {
  readonly name: string;
  readonly cluster: ConfigEntry;
  /** Empty where the context names no user. */
  readonly user: ConfigEntry;
}

/**
 * Reads files as kubectl does: of entries with one name the first counts, and so does the first current context. Paths in
 * them are made absolute.
 * @throws KubeConfigError
 */
export async function readKubeconfig(paths: readonly string[], files: KubeFiles): Promise<Kubeconfig> {
  const configs: ConfigEntry[] = [];
  for (const path of paths) {
    const text = await readOf(files, path, 'the kubeconfig file');
    configs.push(withAbsolutePaths(await parseKubeconfig(path, text), dirname(path)));
  }
  const lists = Object.fromEntries(
    ['clusters', 'users', 'contexts'].map((list) => [
      list,
      configs.flatMap((config) => itemsOf(config, list)),
    ]),
  );
  const current = configs.map((config) => config['current-context']).find((name) => stringOf(name));
  return { source: paths.join(':'), config: { ...lists, 'current-context': current } };
}

/**
 * Picks a context.
 * @param wanted name of the context; the current one where it is undefined
 * @throws KubeConfigError that names the file, what is wrong, and the contexts there are
 */
export function chooseContext(
  { source: file, config }: Kubeconfig,
  wanted: string | undefined,
): ChosenContext {
  const contexts = entries(config, 'contexts');
  const name = wanted ?? stringOf(config['current-context']);
  if (name === undefined || name === '') {
    throw new KubeConfigError(`${file} has no current context`, {
      place: { file },
      hint:
        contexts.size === 0
          ? 'there are no contexts in it either'
          : `choose one with KUBERNETES_CONTEXT: ${namesOf(contexts)}`,
    });
  }
  const context = contexts.get(name)?.context;
  if (!isEntry(context)) {
    throw new KubeConfigError(`${file} has no context ${JSON.stringify(name)}`, {
      place: { file },
      hint: `the contexts there are: ${namesOf(contexts)}`,
    });
  }
  const cluster = part(file, config, 'clusters', 'cluster', stringOf(context.cluster) ?? '', name);
  if (typeof cluster.server !== 'string') {
    throw new KubeConfigError(`the cluster of context ${JSON.stringify(name)} in ${file} has no server`, {
      place: { file },
    });
  }
  const userName = stringOf(context.user) ?? '';
  const user = userName === '' ? {} : part(file, config, 'users', 'user', userName, name);
  return { name, cluster, user };
}

async function parseKubeconfig(file: string, text: string): Promise<ConfigEntry> {
  const { CORE_SCHEMA, load } = await import('js-yaml');
  let value: unknown;
  try {
    value = load(text, { schema: CORE_SCHEMA });
  } catch (error) {
    throw new KubeConfigError(`${file} is not readable as YAML: ${messageOf(error).split('\n', 1)[0]}`, {
      place: { file },
      cause: error,
    });
  }
  if (!isEntry(value)) throw new KubeConfigError(`${file} is no kubeconfig file`, { place: { file } });
  return value;
}

const pathsOfClusters = ['certificate-authority'];
const pathsOfUsers = ['client-certificate', 'client-key', 'tokenFile'];

function withAbsolutePaths(config: ConfigEntry, folder: string): ConfigEntry {
  const resolve = (list: string, kind: string, names: readonly string[]) =>
    itemsOf(config, list).map((item) => ({ ...item, [kind]: absolutePaths(item[kind], names, folder) }));
  return {
    ...config,
    clusters: resolve('clusters', 'cluster', pathsOfClusters),
    users: resolve('users', 'user', pathsOfUsers),
  };
}

function absolutePaths(entry: unknown, names: readonly string[], folder: string): unknown {
  if (!isEntry(entry)) return entry;
  const absolute = names
    .map((name): [string, string | undefined] => [name, stringOf(entry[name])])
    .filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '')
    .map(([name, path]) => [name, isAbsolute(path) ? path : join(folder, path)]);
  return { ...entry, ...Object.fromEntries(absolute) };
}

function part(
  file: string,
  config: ConfigEntry,
  list: string,
  kind: string,
  name: string,
  context: string,
): ConfigEntry {
  const found = entries(config, list).get(name)?.[kind];
  if (isEntry(found)) return found;
  if (entries(config, list).has(name)) return {};
  throw new KubeConfigError(
    `${file}: context ${JSON.stringify(context)} names the ${kind} ${JSON.stringify(name)}, which is not in the file`,
    { place: { file } },
  );
}

function itemsOf(config: ConfigEntry, list: string): ConfigEntry[] {
  const items = config[list];
  return Array.isArray(items) ? items.filter(isEntry) : [];
}

function entries(config: ConfigEntry, list: string): Map<string, ConfigEntry> {
  const found = new Map<string, ConfigEntry>();
  for (const item of itemsOf(config, list)) {
    const name = stringOf(item.name);
    if (name !== undefined && !found.has(name)) found.set(name, item);
  }
  return found;
}

const namesOf = (contexts: ReadonlyMap<string, unknown>): string =>
  contexts.size === 0 ? 'none' : [...contexts.keys()].join(', ');

export function isEntry(value: unknown): value is ConfigEntry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a scalar; undefined for anything else. */
export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
