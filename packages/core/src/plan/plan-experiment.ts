import { messageOf } from '@chaoskit/errors';
import type { JsonPath } from '../controls/json-patch.js';
import type { DryMode } from '../events/run-event.js';
import type { Configuration, Secrets } from '../providers/provider.js';
import { providerOf } from '../providers/provider-of.js';
import { HYPOTHESIS_PROBES, LiveDocument } from '../run/live-document.js';
import type { Json, JsonObject } from '../values/json.js';
import { isJsonObject } from '../values/json-object.js';
import { pyStr } from '../values/py-text.js';
import { substitute } from '../values/substitute.js';
import { hypothesisMoments } from './hypothesis-moments.js';
import { type ActivityPlan, planActivity } from './plan-activity.js';
import type { Strategies } from './resolve-strategies.js';

/** One step of a plan: an activity where it stands, or why it can't be run. */
export type PlannedStep = {
  readonly path: JsonPath;
  /** The name that a `ref` follows. */
  readonly ref?: string;
  readonly background: boolean;
  readonly tolerance?: Json;
} & ({ readonly activity: ActivityPlan } | { readonly problem: string });

export type PlannedPhase =
  | {
      readonly phase: 'before' | 'during' | 'after';
      readonly title: string;
      readonly steps: Iterable<PlannedStep>;
    }
  | { readonly phase: 'method' | 'rollbacks'; readonly steps: Iterable<PlannedStep> };

/** What a run would do, in its order. Steps are planned when they are asked for: a method may be long. */
export interface ExperimentPlan {
  readonly title: string;
  readonly strategies: Strategies;
  readonly dry: DryMode | null;
  readonly phases: readonly PlannedPhase[];
}

export interface PlanValues {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly strategies: Strategies;
  readonly dry: DryMode | null;
}

/**
 * Plans a run without doing anything: the phases that its strategies call for, references followed, pauses and timeouts in milliseconds.
 * What only shows during the run (dynamic configuration, changes that controls make) is not in it.
 */
export function planExperiment(experiment: JsonObject, values: PlanValues): ExperimentPlan {
  const live = new LiveDocument(experiment, values.configuration, values.secrets);
  const steps = (path: JsonPath): Iterable<PlannedStep> => ({
    *[Symbol.iterator]() {
      for (const [index, item] of live.list(path).entries()) {
        yield planStep(live, [...path, index], item, values);
      }
    },
  });
  const hypothesis = live.at(['steady-state-hypothesis']);
  const title = pyStr(isJsonObject(hypothesis) ? (hypothesis.title ?? null) : null);
  const moments =
    live.list(HYPOTHESIS_PROBES).length === 0 ? [] : hypothesisMoments(values.strategies.hypothesis);
  const evaluation = (phase: 'before' | 'during' | 'after'): PlannedPhase[] =>
    moments.includes(phase) ? [{ phase, title, steps: steps(HYPOTHESIS_PROBES) }] : [];
  return {
    title: pyStr(substitute(experiment.title ?? null, values.configuration, values.secrets)),
    strategies: values.strategies,
    dry: values.dry,
    phases: [
      ...evaluation('before'),
      ...evaluation('during'),
      { phase: 'method', steps: steps(['method']) },
      ...evaluation('after'),
      { phase: 'rollbacks', steps: steps(['rollbacks']) },
    ],
  };
}

function planStep(live: LiveDocument, path: JsonPath, item: Json, values: PlanValues): PlannedStep {
  const own = isJsonObject(item) ? item : {};
  const base = {
    path,
    background: own.background === true && path[0] !== 'steady-state-hypothesis',
    ...(own.ref === undefined ? {} : { ref: pyStr(own.ref) }),
    ...(own.tolerance === undefined ? {} : { tolerance: own.tolerance }),
  };
  try {
    return { ...base, activity: planActivity(live.at(live.resolve(path)), values) };
  } catch (error) {
    return { ...base, problem: messageOf(error) };
  }
}

/** An activity that a plan would call, and where it stands. */
export interface CalledActivity {
  readonly path: JsonPath;
  readonly activity: JsonObject;
  readonly provider: JsonObject;
}

/** Every activity that a plan would call: its steps, and the probes that judge them. */
export function* calledActivities(plan: ExperimentPlan): Generator<CalledActivity> {
  for (const { steps } of plan.phases) {
    for (const step of steps) {
      if ('activity' in step) {
        yield { path: step.path, activity: step.activity.activity, provider: step.activity.provider };
      }
      const { tolerance } = step;
      if (isJsonObject(tolerance) && tolerance.type === 'probe') {
        yield { path: [...step.path, 'tolerance'], activity: tolerance, provider: providerOf(tolerance) };
      }
    }
  }
}
