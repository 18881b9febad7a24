import type { FaultRule } from '../net/fault-rules.js';
import type { ObjectStore } from '../store/object-store.js';
import { faultDefinition, faultResource } from './fault-resource.js';
import { faultRulesOf } from './fault-rules-of.js';

/** Serves Fault objects, and tells of all that are there with each change. Answers the function that ends it. */
export function followFaults(store: ObjectStore, apply: (rules: readonly FaultRule[]) => void): () => void {
  store.create('customresourcedefinitions.apiextensions.k8s.io', faultDefinition);
  return store.watch(faultResource, () => apply(faultRulesOf(store.list(faultResource).items)));
}
