import { getKey, isJsonObject, type Json, type JsonObject } from '@chaoskit/core';

/** The probes of the control; a `ref` stands for the experiment's activity of that name, without its pauses. */
export function resolveProbes(args: JsonObject, experiment: JsonObject): JsonObject[] {
  const probes = Array.isArray(args.probes) ? args.probes.filter(isJsonObject) : [];
  return probes.flatMap((probe) => {
    if (probe.ref === undefined) return [probe];
    const named = activitiesOf(experiment).find(({ name }) => name === probe.ref);
    if (named === undefined) return [];
    const { ref: _ref, ...own } = probe;
    return [{ ...named, ...own }];
  });
}

function activitiesOf(experiment: JsonObject): JsonObject[] {
  const hypothesis = getKey(experiment, 'steady-state-hypothesis');
  const lists: (Json | undefined)[] = [
    isJsonObject(hypothesis) ? hypothesis.probes : undefined,
    experiment.method,
    experiment.rollbacks,
  ];
  return lists.flatMap((list) => (Array.isArray(list) ? list.filter(isJsonObject) : []));
}
