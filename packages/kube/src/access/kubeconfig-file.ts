import { messageOf } from '@chaoskit/errors';
import { KubeConfigError } from '../kube-errors.js';

/** A mapping of a kubeconfig file, as it stands there. */
export type ConfigEntry = { readonly [key: string]: unknown };

/** One context of a kubeconfig file with the cluster and the user that it names. */
export interface ChosenContext {
  readonly name: string;
  readonly cluster: ConfigEntry;
  /** Empty where the context names no user. */
  readonly user: ConfigEntry;
  readonly userName: string;
}

/**
 * Picks a context of a kubeconfig file.
 * @param wanted name of the context; the file's current one where it is undefined
 * @throws KubeConfigError that names the file, what is wrong, and the contexts there are
 */
export async function chooseContext(
  file: string,
  text: string,
  wanted: string | undefined,
): Promise<ChosenContext> {
  const config = await parseKubeconfig(file, text);
  const contexts = entries(config, 'contexts');
  const name = wanted ?? stringOf(config['current-context']);
  if (name === undefined || name === '') {
    throw new KubeConfigError(`${file} has no current context`, {
      place: { file },
      hint: `choose one with KUBERNETES_CONTEXT: ${namesOf(contexts)}`,
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
  return { name, cluster, user, userName };
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

function entries(config: ConfigEntry, list: string): Map<string, ConfigEntry> {
  const items = config[list];
  const found = new Map<string, ConfigEntry>();
  if (!Array.isArray(items)) return found;
  for (const item of items) {
    const name = isEntry(item) ? stringOf(item.name) : undefined;
    if (isEntry(item) && name !== undefined && !found.has(name)) found.set(name, item);
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
