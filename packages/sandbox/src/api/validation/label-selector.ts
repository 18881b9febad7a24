import { isJsonObject, type JsonObject, listAt, objectsAt, textAt, textsAt } from '../json/json-object.js';
import type { FieldErrors } from './field-errors.js';
import { checkLabels, qualifiedNameProblems } from './names.js';

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** A LabelSelector (meta/v1). */
function checkLabelSelector(selector: JsonObject, field: string, errors: FieldErrors): void {
  checkLabels(textsAt(selector, 'matchLabels'), `${field}.matchLabels`, errors);
  for (const [index, requirement] of objectsAt(selector, 'matchExpressions').entries()) {
    const at = `${field}.matchExpressions[${index}]`;
    const operator = textAt(requirement, 'operator') ?? '';
    const values = listAt(requirement, 'values');
    if (!operators.includes(operator))
      errors.invalid(`${at}.operator`, operator, 'not a valid selector operator');
    else if (operator.endsWith('In') && values.length === 0) {
      errors.required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'");
    } else if (!operator.endsWith('In') && values.length > 0) {
      errors.forbidden(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
    }
    const key = textAt(requirement, 'key') ?? '';
    for (const problem of qualifiedNameProblems(key)) errors.invalid(`${at}.key`, key, problem);
  }
}

const isEmptySelector = (selector: unknown): boolean =>
  Object.keys(textsAt(selector, 'matchLabels')).length === 0 &&
  objectsAt(selector, 'matchExpressions').length === 0;

/** Whether a LabelSelector selects these labels. */
function selectorMatches(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const wanted = textsAt(selector, 'matchLabels');
  if (!Object.entries(wanted).every(([key, value]) => labels[key] === value)) return false;
  return objectsAt(selector, 'matchExpressions').every((requirement) => {
    const value = labels[textAt(requirement, 'key') ?? ''];
    const isListed = value !== undefined && listAt(requirement, 'values').includes(value);
    switch (requirement.operator) {
      case 'In':
        return isListed;
      case 'NotIn':
        return !isListed;
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default:
        return false;
    }
  });
}

/** The selector and template that workloads have in common. */
export function checkSelectorAndTemplate(spec: JsonObject, errors: FieldErrors): void {
  const { selector } = spec;
  if (!isJsonObject(selector)) errors.required('spec.selector');
  else {
    checkLabelSelector(selector, 'spec.selector', errors);
    if (isEmptySelector(selector))
      errors.invalid('spec.selector', selector, 'empty selector is invalid for deployment');
  }
  const labels = textsAt(spec, 'template', 'metadata', 'labels');
  const misses =
    !isJsonObject(selector) || (!isEmptySelector(selector) && !selectorMatches(selector, labels));
  if (misses) {
    errors.invalid('spec.template.metadata.labels', labels, '`selector` does not match template `labels`');
  }
  checkLabels(labels, 'spec.template.metadata.labels', errors);
}
