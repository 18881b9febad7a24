import { jsonEquals } from '../../store/json-equals.js';
import { isJsonObject, type JsonObject, objectAt } from '../json/json-object.js';
import { checkNotNegative } from './containers.js';
import type { FieldErrors } from './field-errors.js';
import { checkSelectorAndTemplate } from './label-selector.js';
import { checkPodSpec } from './pod-spec.js';

const strategyTypes = ['Recreate', 'RollingUpdate'];

/** A Deployment (kubernetes, pkg/apis/apps/validation). */
export function validateDeployment(deployment: JsonObject, errors: FieldErrors): void {
  const spec = objectAt(deployment, 'spec');
  checkNotNegative(spec, 'replicas', 'spec', errors);
  checkSelectorAndTemplate(spec, errors);
  checkTemplateSpec(spec, errors);
  checkStrategy(objectAt(spec, 'strategy'), errors);
  for (const name of ['minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds']) {
    checkNotNegative(spec, name, 'spec', errors);
  }
  const deadline = Number(spec.progressDeadlineSeconds);
  if (deadline >= 0 && deadline <= Number(spec.minReadySeconds ?? 0)) {
    errors.invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds');
  }
}

export function validateReplicaSet(replicaSet: JsonObject, errors: FieldErrors): void {
  const spec = objectAt(replicaSet, 'spec');
  checkNotNegative(spec, 'replicas', 'spec', errors);
  checkNotNegative(spec, 'minReadySeconds', 'spec', errors);
  checkSelectorAndTemplate(spec, errors);
  checkTemplateSpec(spec, errors);
}

export function validateSelectorUpdate(object: JsonObject, previous: JsonObject, errors: FieldErrors): void {
  const selector = objectAt(object, 'spec').selector;
  if (!jsonEquals(selector, objectAt(previous, 'spec').selector)) {
    errors.invalid('spec.selector', selector, 'field is immutable');
  }
}

/** The pods of workloads run for ever. */
function checkTemplateSpec(spec: JsonObject, errors: FieldErrors): void {
  const podSpec = objectAt(spec, 'template', 'spec');
  checkPodSpec(podSpec, 'spec.template.spec', errors, false);
  const { restartPolicy, activeDeadlineSeconds } = podSpec;
  if (restartPolicy === 'OnFailure' || restartPolicy === 'Never') {
    errors.notSupported('spec.template.spec.restartPolicy', restartPolicy, ['Always']);
  }
  if (activeDeadlineSeconds !== undefined) {
    errors.forbidden(
      'spec.template.spec.activeDeadlineSeconds',
      'activeDeadlineSeconds in ReplicaSet is not Supported',
    );
  }
}

function checkStrategy(strategy: JsonObject, errors: FieldErrors): void {
  const type = String(strategy.type ?? '');
  if (!strategyTypes.includes(type)) {
    errors.notSupported('spec.strategy', strategy, strategyTypes);
    return;
  }
  const rolling = strategy.rollingUpdate;
  if (type === 'Recreate') {
    if (isJsonObject(rolling)) {
      errors.forbidden(
        'spec.strategy.rollingUpdate',
        "may not be specified when strategy `type` is 'Recreate'",
      );
    }
    return;
  }
  const field = 'spec.strategy.rollingUpdate';
  const { maxUnavailable, maxSurge } = objectAt(strategy, 'rollingUpdate');
  checkIntOrPercent(maxUnavailable, `${field}.maxUnavailable`, errors);
  checkIntOrPercent(maxSurge, `${field}.maxSurge`, errors);
  if (amount(maxUnavailable) === 0 && amount(maxSurge) === 0) {
    errors.invalid(`${field}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0');
  }
  if (typeof maxUnavailable === 'string' && amount(maxUnavailable) > 100) {
    errors.invalid(`${field}.maxUnavailable`, maxUnavailable, 'must not be greater than 100%');
  }
}

const percent = /^\d+%$/;

const amount = (value: unknown): number =>
  typeof value === 'string' ? Number(value.replace(/%$/, '')) : Number(value ?? 0);

function checkIntOrPercent(value: unknown, field: string, errors: FieldErrors): void {
  if (typeof value === 'string' && !percent.test(value)) {
    errors.invalid(field, value, "a valid percent string must be a numeric string followed by an ending '%'");
  } else if (typeof value === 'number' && value < 0) {
    errors.invalid(field, value, 'must be greater than or equal to 0');
  }
}
