import { type DocumentPath, isJsonObject, type Json, type JsonObject } from '@chaoskit/core';

/**
 * Where the context stands in the experiment, by identity: the engine hands out parts of one copy. Undefined where it is no part of it,
 * as the source of the loading hooks.
 */
export function pathOfContext(experiment: JsonObject, context: Json): DocumentPath | undefined {
  if (!isJsonObject(context)) return undefined;
  if (context === experiment) return [];
  const hypothesis = experiment['steady-state-hypothesis'];
  if (context === hypothesis) return ['steady-state-hypothesis'];
  const lists: readonly (readonly [DocumentPath, Json | undefined])[] = [
    [['method'], experiment.method],
    [['rollbacks'], experiment.rollbacks],
    [['steady-state-hypothesis', 'probes'], isJsonObject(hypothesis) ? hypothesis.probes : undefined],
  ];
  for (const [path, list] of lists) {
    const index = Array.isArray(list) ? list.indexOf(context) : -1;
    if (index >= 0) return [...path, index];
  }
  return undefined;
}
