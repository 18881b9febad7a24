import { type JsonObject, listAt, objectAt, objectsAt, textAt, textsAt } from '../json/json-object.js';

export const none = '<none>';

/** Containers' names and images, as the wide columns of workloads show them. */
export function containerCells(podSpec: unknown): [names: string, images: string] {
  const containers = objectsAt(podSpec, 'containers');
  const names = containers.map((one) => textAt(one, 'name') ?? '');
  const images = containers.map((one) => textAt(one, 'image') ?? '');
  return [names.join(','), images.join(',')];
}

/** Labels as `a=b,c=d`, in order of their keys. */
export const labelsText = (labels: Readonly<Record<string, string>>): string =>
  Object.keys(labels)
    .sort()
    .map((key) => `${key}=${labels[key]}`)
    .join(',');

const operators: Readonly<Record<string, string>> = { In: 'in', NotIn: 'notin' };

function requirementText(requirement: JsonObject): string {
  const key = textAt(requirement, 'key') ?? '';
  const operator = textAt(requirement, 'operator') ?? '';
  const word = operators[operator];
  if (word !== undefined)
    return `${key} ${word} (${listAt(requirement, 'values').map(String).sort().join(',')})`;
  return operator === 'DoesNotExist' ? `!${key}` : key;
}

/** A LabelSelector in the syntax of selectors; `<none>` where it selects nothing in particular. */
export function selectorText(selector: unknown): string {
  const labels = labelsText(textsAt(selector, 'matchLabels'));
  const requirements = objectsAt(selector, 'matchExpressions').map(requirementText);
  const parts = [labels, ...requirements].filter((part) => part !== '');
  return parts.length === 0 ? none : parts.join(',');
}

export const mapSize = (object: unknown, ...path: readonly string[]): number =>
  Object.keys(objectAt(object, ...path)).length;
