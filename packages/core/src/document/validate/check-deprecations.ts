import type { Json, JsonObject } from '../../values/json.js';
import { getKey, isJsonObject } from '../../values/json-object.js';
import type { DocumentPath } from '../issue.js';
import type { IssueList } from './issue-list.js';

const PROCESS_ARGUMENTS =
  'Process arguments should now be a list to keep the ordering of the arguments. ' +
  'Dictionary arguments are deprecated for process activities.';
const VAULT_PATH =
  'Vault secrets must now specify the `path` property. Such secrets are read from the path in `key` no longer.';

/** An activity as the document has it, and where. */
export interface ListedActivity {
  readonly activity: Json;
  readonly path: DocumentPath;
}

/** Forms that still work but are on their way out (core.md §27), and one that shells read otherwise than expected. */
export function warnOfDeprecations(
  experiment: JsonObject,
  activities: Iterable<ListedActivity>,
  issues: IssueList,
): void {
  const values = hasEntries(experiment.configuration) || hasEntries(experiment.secrets);
  let told = false;
  for (const { activity, path } of activities) {
    if (issues.full) return;
    const provider = isJsonObject(activity) ? getKey(activity, 'provider') : undefined;
    if (!isJsonObject(provider) || provider.type !== 'process') continue;
    const args = getKey(provider, 'arguments');
    const at = [...path, 'provider', 'arguments'];
    if (isJsonObject(args) && Object.keys(args).length > 0 && !told) {
      told = true;
      issues.warning('CHAOS_V_DEPRECATED_ARGUMENTS', PROCESS_ARGUMENTS, at);
    }
    if (typeof args === 'string' && values && /\$\$(?![A-Za-z_{])/.test(args)) {
      issues.warning(
        'CHAOS_V_DOLLARS',
        "'$$' becomes a single '$' before the shell sees it",
        at,
        'write $$$$ for the id of the shell',
      );
    }
  }
  if (isJsonObject(experiment.secrets)) warnOfVaultKeys(experiment.secrets, ['secrets'], issues);
}

/** `path` grows and shrinks on the way: copies of it at each level of a deep document would cost more than all else. */
function warnOfVaultKeys(secrets: JsonObject, path: (string | number)[], issues: IssueList): void {
  for (const key of Object.keys(secrets)) {
    const entry = secrets[key];
    if (!isJsonObject(entry) || issues.full) continue;
    path.push(key);
    if (entry.type !== 'vault') warnOfVaultKeys(entry, path, issues);
    else if (Object.hasOwn(entry, 'key') && !Object.hasOwn(entry, 'path')) {
      issues.warning('CHAOS_V_DEPRECATED_VAULT', VAULT_PATH, path);
    }
    path.pop();
  }
}

function hasEntries(value: Json | undefined): boolean {
  return isJsonObject(value) && Object.keys(value).length > 0;
}
