import type { ControlHost } from '../../controls/control-host.js';
import type { Logger } from '../../events/logger.js';
import type { ProviderRegistry } from '../../providers/provider-registry.js';
import type { Environment } from '../../values/environment-value.js';
import type { Json, JsonObject } from '../../values/json.js';
import { getKey, isJsonObject, isTruthy } from '../../values/json-object.js';
import { resolveConfiguration } from '../../values/resolve-configuration.js';
import { resolveSecrets, type VaultReader } from '../../values/resolve-secrets.js';
import type { DocumentPath, Issue } from '../issue.js';
import type { ParsedDocument } from '../parsed-document.js';
import { type ActivityRules, checkActivity } from './check-activity.js';
import { checkControls } from './check-controls.js';
import { type ListedActivity, warnOfDeprecations } from './check-deprecations.js';
import { checkHypothesis } from './check-hypothesis.js';
import { checkMetadata, warnOfRuntime } from './check-metadata.js';
import { IssueList } from './issue-list.js';
import { KNOWN_KEYS, SHORTEST_SLIP, warnOfSlips } from './known-keys.js';

export interface ValidateDeps {
  readonly providers: ProviderRegistry;
  readonly controlHosts: readonly ControlHost[];
  readonly env: Environment;
  /** What `--var` and `--var-file` bring: seen here too. */
  readonly overrides?: { readonly configuration: JsonObject; readonly secrets: JsonObject };
  /** Absent: Vault is not asked. */
  readonly vault?: VaultReader;
  readonly log: Logger;
}

/**
 * All issues of an experiment in one pass, in the order of core.md §4: the first error is the one the reference would stop at, in its words.
 * Nothing is run. Rejects only with the signal's reason.
 */
export async function validateExperiment(
  document: ParsedDocument,
  deps: ValidateDeps,
  signal: AbortSignal,
): Promise<Issue[]> {
  const issues = new IssueList(document);
  const experiment = document.value;
  if (!isTruthy(experiment)) {
    issues.error('CHAOS_V_EXPERIMENT_EMPTY', 'an empty experiment is not an experiment', []);
  } else if (!isJsonObject(experiment)) {
    issues.error('CHAOS_V_EXPERIMENT_SHAPE', 'an experiment must be an object', []);
  } else {
    await checkExperiment(experiment, { issues, providers: deps.providers, signal }, deps);
  }
  signal.throwIfAborted();
  return issues.all();
}

async function checkExperiment(
  experiment: JsonObject,
  rules: ActivityRules,
  deps: ValidateDeps,
): Promise<void> {
  const { issues, signal } = rules;
  checkMetadata(experiment, issues);
  await checkValues(experiment, issues, deps, signal);
  const hypothesis = blockOf(experiment, 'steady-state-hypothesis', issues);
  const names = activityNames(experiment);
  if (hypothesis !== undefined) await checkHypothesis(hypothesis, ['steady-state-hypothesis'], rules);
  if ((getKey(experiment, 'method') ?? null) === null) {
    const message =
      'an experiment requires a method, which can be empty for only checking steady state hypothesis ';
    issues.error('CHAOS_V_METHOD_MISSING', message, []);
  }
  for (const { activity, path } of probesOf(experiment)) {
    if (issues.full) break;
    checkReference(activity, path, names, issues, 'warning');
  }
  await checkActivities(experiment, 'method', rules, names, 'error');
  await checkActivities(experiment, 'rollbacks', rules, names, 'warning');
  warnOfDeprecations(experiment, activitiesOf(experiment), issues);
  await checkControls(experiment, { issues, controlHosts: deps.controlHosts, log: deps.log, signal });
  warnOfSlips(experiment, KNOWN_KEYS.experiment, [], issues);
  warnOfRuntime(getKey(experiment, 'runtime') ?? null, issues);
}

async function checkValues(
  experiment: JsonObject,
  issues: IssueList,
  { env, overrides, vault }: ValidateDeps,
  signal: AbortSignal,
): Promise<void> {
  const { document } = issues;
  const declared = blockOf(experiment, 'configuration', issues) ?? {};
  const configuration = resolveConfiguration(declared, {
    env,
    document,
    ...(overrides === undefined ? {} : { overrides: overrides.configuration }),
  });
  issues.add(configuration.issues);
  const groups = blockOf(experiment, 'secrets', issues) ?? {};
  for (const [name, group] of Object.entries(groups)) {
    if (issues.full) return;
    if (isJsonObject(group) || group === null) continue;
    const message = `secrets '${name}' must be an object of names and values`;
    issues.error('CHAOS_V_SECRETS_SHAPE', message, ['secrets', name], 'put the value into a group');
  }
  const secrets = await resolveSecrets(
    groups,
    {
      env,
      configuration: configuration.values,
      document,
      ...(overrides === undefined ? {} : { overrides: overrides.secrets }),
      ...(vault === undefined ? {} : { vault }),
    },
    signal,
  );
  issues.add(secrets.issues);
}

async function checkActivities(
  experiment: JsonObject,
  key: 'method' | 'rollbacks',
  rules: ActivityRules,
  names: ReadonlySet<string>,
  missingReference: Issue['severity'],
): Promise<void> {
  const { issues } = rules;
  const list = getKey(experiment, key) ?? null;
  // An empty object is a list without activities to the reference, but for the method.
  if (list !== null && !Array.isArray(list) && (key === 'method' || isTruthy(list))) {
    issues.error('CHAOS_V_ACTIVITIES_SHAPE', `${key} must be a list of activities`, [key]);
  }
  for (const { activity, path } of listed(list, [key])) {
    if (issues.full) return;
    await checkActivity(activity, path, rules);
    checkReference(activity, path, names, issues, missingReference);
  }
}

/** Only `method` is an error in the reference; a missing reference elsewhere ends the run where it stands (core.md §2.9). */
function checkReference(
  activity: Json,
  path: DocumentPath,
  names: ReadonlySet<string>,
  issues: IssueList,
  severity: Issue['severity'],
): void {
  const ref = isJsonObject(activity) ? getKey(activity, 'ref') : undefined;
  if (typeof ref !== 'string' || ref === '' || names.has(ref)) return;
  const near = ref.length < SHORTEST_SLIP ? undefined : issues.nearest(ref, names);
  const hint =
    near === undefined
      ? 'name an activity of the method or a probe of the hypothesis'
      : `did you mean '${near}'?`;
  const message = `referenced activity '${ref}' could not be found in the experiment`;
  if (severity === 'error') issues.error('CHAOS_V_REF_UNKNOWN', message, [...path, 'ref'], hint);
  else issues.warning('CHAOS_V_REF_UNKNOWN', message, [...path, 'ref'], hint);
}

/** Names that a `ref` may use: of the method and the hypothesis, not of rollbacks. */
function activityNames(experiment: JsonObject): ReadonlySet<string> {
  const names = new Set<string>();
  for (const list of [getKey(experiment, 'method'), probeList(experiment)]) {
    if (!Array.isArray(list)) continue;
    for (const activity of list) {
      if (isJsonObject(activity) && typeof activity.name === 'string') names.add(activity.name);
    }
  }
  return names;
}

function* activitiesOf(experiment: JsonObject): Generator<ListedActivity> {
  yield* probesOf(experiment);
  yield* listed(experiment.method, ['method']);
  yield* listed(experiment.rollbacks, ['rollbacks']);
}

function probesOf(experiment: JsonObject): Generator<ListedActivity> {
  return listed(probeList(experiment), ['steady-state-hypothesis', 'probes']);
}

function probeList(experiment: JsonObject): Json | undefined {
  const hypothesis = getKey(experiment, 'steady-state-hypothesis');
  return isJsonObject(hypothesis) ? getKey(hypothesis, 'probes') : undefined;
}

function* listed(value: Json | undefined, path: DocumentPath): Generator<ListedActivity> {
  if (!Array.isArray(value)) return;
  for (const [index, activity] of value.entries()) yield { activity, path: [...path, index] };
}

/** An optional object: null counts as absent, another kind is an issue. */
function blockOf(experiment: JsonObject, key: string, issues: IssueList): JsonObject | undefined {
  const block = getKey(experiment, key) ?? null;
  if (block === null) return undefined;
  if (isJsonObject(block)) return block;
  issues.error('CHAOS_V_BLOCK_SHAPE', `${key} must be an object`, [key]);
  return undefined;
}
