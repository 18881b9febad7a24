import type { PlainJson } from '@chaoskit/core';

export type PlainObject = { [key: string]: PlainJson };

export function isPlainObject(value: PlainJson | undefined): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The activities of each of the experiment's lists; the lists are its own, so that changes count. */
export function activityLists(experiment: PlainObject): PlainJson[][] {
  const hypothesis = experiment['steady-state-hypothesis'];
  const lists = [
    isPlainObject(hypothesis) ? hypothesis.probes : undefined,
    experiment.method,
    experiment.rollbacks,
  ];
  return lists.filter((list) => Array.isArray(list));
}
