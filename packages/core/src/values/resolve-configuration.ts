import type { Issue } from '../document/issue.js';
import type { ParsedDocument } from '../document/parsed-document.js';
import type { Configuration } from '../providers/provider.js';
import { addIssue, issueAt, placeOf } from './declared-place.js';
import { convertValue, type Environment } from './environment-value.js';
import type { Json, JsonObject } from './json.js';
import { getKey, isJsonObject, setKey } from './json-object.js';
import { pyStr } from './py-text.js';

export interface ConfigurationSources {
  readonly env: Environment;
  /** Values of `--var` and `--var-file` (core.md §7). */
  readonly overrides?: JsonObject;
  /** Where the declaration stands, for the places of issues. */
  readonly document?: ParsedDocument;
}

export interface ResolvedConfiguration {
  readonly values: Configuration;
  readonly issues: readonly Issue[];
}

/**
 * The static phase of configuration (core.md §5.1): overrides replace declarations, `type: env` reads the environment, all else stays as it is,
 * `type: probe` included, which runs later. An override that the experiment does not declare is dropped with a warning (Q-05).
 */
export function resolveConfiguration(
  declared: JsonObject,
  sources: ConfigurationSources,
): ResolvedConfiguration {
  const values: Configuration = {};
  const issues: Issue[] = [];
  const overrides = sources.overrides ?? {};
  for (const [key, written] of Object.entries(declared)) {
    const declaration = getKey(overrides, key) ?? written;
    const value =
      isJsonObject(declaration) && getKey(declaration, 'type') === 'env'
        ? fromEnvironment(key, declaration, sources, issues)
        : declaration;
    if (value !== undefined) setKey(values, key, value);
  }
  for (const key of Object.keys(overrides)) {
    if (Object.hasOwn(declared, key)) continue;
    const message = `variable '${key}' is not declared in the experiment's configuration, so it has no effect`;
    const place = placeOf(sources.document, ['configuration']);
    issues.push(
      issueAt('warning', 'CHAOS_V_VARIABLE_UNUSED', message, place, `declare '${key}' under configuration`),
    );
  }
  return { values, issues };
}

function fromEnvironment(
  key: string,
  declaration: JsonObject,
  sources: ConfigurationSources,
  issues: Issue[],
): Json | undefined {
  const path = ['configuration', key];
  const name = getKey(declaration, 'key');
  if (typeof name !== 'string' || name === '') {
    const message = `configuration '${key}' of type env requires the name of a variable in 'key'`;
    addIssue(issues, 'CHAOS_V_ENV_KEY_MISSING', message, sources.document, path);
    return undefined;
  }
  const found = sources.env[name] ?? getKey(declaration, 'default');
  if (found === undefined) {
    const message = `Configuration makes reference to an environment key that does not exist: ${pyStr(name)}`;
    const hint = `set ${name} in the environment, or give this entry a default`;
    addIssue(issues, 'CHAOS_V_CONFIGURATION_ENV_MISSING', message, sources.document, path, hint);
    return undefined;
  }
  const converted = convertValue(found, getKey(declaration, 'env_var_type'));
  if ('value' in converted) return converted.value;
  const message = `configuration '${key}' from variable ${name}: ${converted.problem}`;
  addIssue(issues, 'CHAOS_V_CONFIGURATION_TYPE', message, sources.document, path);
  return undefined;
}
