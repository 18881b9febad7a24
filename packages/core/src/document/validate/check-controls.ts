import type { ControlHost } from '../../controls/control-host.js';
import type { Logger } from '../../events/logger.js';
import type { Json, JsonObject } from '../../values/json.js';
import { getKey, isJsonObject, isTruthy } from '../../values/json-object.js';
import { pyStr } from '../../values/py-text.js';
import type { DocumentPath } from '../issue.js';
import type { IssueList } from './issue-list.js';
import { KNOWN_KEYS, warnOfSlips } from './known-keys.js';

/** Warnings about modules that are told of one document: nobody reads more, and each is an import that is tried. */
const MAX_WARNINGS = 100;

export interface ControlRules {
  readonly issues: IssueList;
  readonly controlHosts: readonly ControlHost[];
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** The rules of all controls (core.md §4.3), in the order experiment, hypothesis, its probes, method, rollbacks. */
export async function checkControls(experiment: JsonObject, rules: ControlRules): Promise<void> {
  const { issues, log } = rules;
  let warnings = 0;
  const counting = {
    ...rules,
    log: {
      debug: (message: string) => log.debug(message),
      info: (message: string) => log.info(message),
      warning: (message: string) => {
        warnings += 1;
        log.warning(message);
      },
      error: (message: string) => log.error(message),
      critical: (message: string) => log.critical(message),
    },
  };
  const names = new Set<Json | undefined>(
    listOf(experiment.controls).flatMap((item) =>
      isJsonObject(item) && !Object.hasOwn(item, 'ref') ? [item.name] : [],
    ),
  );
  for (const { owner, path } of ownersOfControls(experiment)) {
    if (issues.full) return;
    const controls = getKey(owner, 'controls') ?? null;
    if (!isTruthy(controls)) continue;
    if (!Array.isArray(controls)) {
      issues.error('CHAOS_V_CONTROLS_SHAPE', 'controls must be a list', [...path, 'controls']);
      continue;
    }
    for (const [index, control] of controls.entries()) {
      if (issues.full) return;
      const asked = warnings < MAX_WARNINGS ? counting : { ...counting, controlHosts: [] };
      await checkControl(control, [...path, 'controls', index], names, asked);
    }
  }
}

interface Owner {
  readonly owner: JsonObject;
  readonly path: DocumentPath;
}

function* ownersOfControls(experiment: JsonObject): Generator<Owner> {
  yield { owner: experiment, path: [] };
  const hypothesis = getKey(experiment, 'steady-state-hypothesis');
  if (isJsonObject(hypothesis)) {
    yield { owner: hypothesis, path: ['steady-state-hypothesis'] };
    yield* objectsOf(hypothesis.probes, ['steady-state-hypothesis', 'probes']);
  }
  yield* objectsOf(experiment.method, ['method']);
  yield* objectsOf(experiment.rollbacks, ['rollbacks']);
}

function* objectsOf(value: Json | undefined, path: DocumentPath): Generator<Owner> {
  for (const [index, owner] of listOf(value).entries()) {
    if (isJsonObject(owner)) yield { owner, path: [...path, index] };
  }
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

async function checkControl(
  control: Json,
  path: DocumentPath,
  names: ReadonlySet<Json | undefined>,
  { issues, controlHosts, log, signal }: ControlRules,
): Promise<void> {
  if (!isJsonObject(control)) {
    issues.error('CHAOS_V_CONTROL_SHAPE', 'a control must be an object', path);
    return;
  }
  if (Object.hasOwn(control, 'ref')) {
    // A reference needs nothing else.
    if (!names.has(control.ref)) {
      const message = `Control reference '${pyStr(control.ref ?? null)}' declaration cannot be found`;
      issues.error(
        'CHAOS_V_CONTROL_REF',
        message,
        [...path, 'ref'],
        "name one of the experiment's own controls",
      );
    }
    return;
  }
  if (!isTruthy(control.name)) {
    issues.error('CHAOS_V_CONTROL_NAME', 'A control must have a `name` property', path);
  }
  const name = pyStr(control.name ?? null);
  const provider = getKey(control, 'provider');
  if (!isTruthy(provider)) {
    issues.error('CHAOS_V_CONTROL_PROVIDER', `Control '${name}' must have a \`provider\` property`, path);
  } else if (!isJsonObject(provider)) {
    issues.error('CHAOS_V_CONTROL_PROVIDER', `Control '${name}' provider must be an object`, [
      ...path,
      'provider',
    ]);
  }
  const scope = getKey(control, 'scope') ?? null;
  if (scope !== null && scope !== 'before' && scope !== 'after') {
    const message = `Control '${name}' scope property must be 'before' or 'after' only`;
    issues.error('CHAOS_V_CONTROL_SCOPE', message, [...path, 'scope']);
  }
  warnOfSlips(control, KNOWN_KEYS.control, path, issues);
  if (!isJsonObject(provider) || !isTruthy(control.name)) return;
  // Controls of other types are legal and do nothing.
  const host = controlHosts.find(({ type }) => type === provider.type);
  if (host !== undefined)
    issues.add(await host.check(control, { document: issues.document, path }, log, signal));
}
