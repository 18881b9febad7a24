import type { DocumentPath, Issue } from '../document/issue.js';
import type { ParsedDocument } from '../document/parsed-document.js';
import type { Configuration, Secrets } from '../providers/provider.js';
import { addIssue, issueAt, placeOf } from './declared-place.js';
import type { Environment } from './environment-value.js';
import type { Json, JsonObject } from './json.js';
import { getKey, isJsonObject, setKey } from './json-object.js';

/** Answers the payload of one `type: vault` entry, or the issue that says why there is none. */
export type VaultReader = (
  entry: JsonObject,
  configuration: Configuration,
  signal: AbortSignal,
) => Promise<
  | { readonly value: Json }
  | { readonly severity: Issue['severity']; readonly problem: string; readonly hint?: string }
>;

export interface SecretSources {
  readonly env: Environment;
  /** The resolved configuration: says where Vault is. */
  readonly configuration: Configuration;
  /** `secrets` of `--var-file`, merged key by key over the declared ones and resolved like them. */
  readonly overrides?: JsonObject;
  /** Absent: `type: vault` entries become empty objects without a word, so that a document can be checked offline. */
  readonly vault?: VaultReader;
  readonly document?: ParsedDocument;
}

export interface ResolvedSecrets {
  readonly values: Secrets;
  readonly issues: readonly Issue[];
}

/** Resolves secrets (core.md §6.1): `env` and `vault` entries at any depth of the objects; everything else stays as it is. */
export async function resolveSecrets(
  declared: JsonObject,
  sources: SecretSources,
  signal: AbortSignal,
): Promise<ResolvedSecrets> {
  const issues: Issue[] = [];
  const known: JsonObject = {};
  for (const [group, override] of Object.entries(sources.overrides ?? {})) {
    if (Object.hasOwn(declared, group)) setKey(known, group, override);
    else {
      const message = `secrets '${group}' are not declared in the experiment, so the given values have no effect`;
      issues.push(
        issueAt('warning', 'CHAOS_V_VARIABLE_UNUSED', message, placeOf(sources.document, ['secrets'])),
      );
    }
  }
  const walk: Walk = { sources, issues, path: ['secrets'], vault: [] };
  const values = resolveLevel(merge(declared, known), walk);
  if (sources.vault !== undefined) await readVault(walk, sources.vault, signal);
  return { values: values as Secrets, issues };
}

/** A `type: vault` entry, and where its value belongs. */
interface VaultEntry {
  readonly entry: JsonObject;
  readonly path: DocumentPath;
  readonly put: (value: Json) => void;
}

/** What one walk over the declared secrets works with. `path` grows and shrinks on the way: copies at each level would cost more than all else. */
interface Walk {
  readonly sources: SecretSources;
  readonly issues: Issue[];
  readonly path: (string | number)[];
  readonly vault: VaultEntry[];
}

function resolveLevel(level: JsonObject, walk: Walk): JsonObject {
  const resolved: JsonObject = {};
  for (const key of Object.keys(level)) {
    const entry = level[key] ?? null;
    walk.path.push(key);
    const value = isJsonObject(entry) ? resolveEntry(entry, walk) : entry;
    if (value !== undefined) setKey(resolved, key, value);
    // The empty object keeps its place among the keys until Vault has answered.
    if (isVaultEntry(entry) && walk.sources.vault !== undefined)
      walk.vault.push({ entry, path: [...walk.path], put: (answer) => setKey(resolved, key, answer) });
    walk.path.pop();
  }
  return resolved;
}

function resolveEntry(entry: JsonObject, walk: Walk): Json | undefined {
  if (getKey(entry, 'type') === 'env') return fromEnvironment(entry, walk);
  return isVaultEntry(entry) ? {} : resolveLevel(entry, walk);
}

function isVaultEntry(entry: Json): entry is JsonObject {
  return isJsonObject(entry) && getKey(entry, 'type') === 'vault';
}

async function readVault(
  { vault, sources, issues }: Walk,
  read: VaultReader,
  signal: AbortSignal,
): Promise<void> {
  for (const { entry, path, put } of vault) {
    const answer = await read(entry, sources.configuration, signal);
    if ('value' in answer) put(answer.value);
    else {
      const place = placeOf(sources.document, path);
      issues.push(issueAt(answer.severity, 'CHAOS_V_SECRET_VAULT', answer.problem, place, answer.hint));
    }
  }
}

function fromEnvironment(entry: JsonObject, { sources, issues, path }: Walk): string | undefined {
  const name = getKey(entry, 'key');
  if (typeof name !== 'string' || name === '') {
    const message = `secret '${path.at(-1)}' of type env requires the name of a variable in 'key'`;
    addIssue(issues, 'CHAOS_V_ENV_KEY_MISSING', message, sources.document, path);
    return undefined;
  }
  const value = sources.env[name];
  if (value === undefined) {
    const message = `Secrets make reference to an environment key that does not exist: ${name}`;
    const hint = `set ${name} in the environment`;
    addIssue(issues, 'CHAOS_V_SECRET_ENV_MISSING', message, sources.document, path, hint);
  }
  return value;
}

/** Values of `over` win key by key; a typed entry is replaced as a whole, never mixed with another. */
function merge(under: JsonObject, over: JsonObject): JsonObject {
  const merged: JsonObject = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = getKey(merged, key);
    const both = isJsonObject(below) && isJsonObject(value) && !isTyped(below) && !isTyped(value);
    setKey(merged, key, both ? merge(below, value) : value);
  }
  return merged;
}

function isTyped(entry: JsonObject): boolean {
  const type = getKey(entry, 'type');
  return type === 'env' || type === 'vault';
}
