import { hasMessageSchema } from '../schema/type-registry.js';

/** Kinds whose type has another name than they, since two groups have a kind of that name. */
const renamed: Readonly<Record<string, string>> = {
  'events.k8s.io/v1 Event': 'EventsEvent',
};

/** The schema's type of a kind; `undefined` where there is none. */
export function protobufType(apiVersion: string, kind: string): string | undefined {
  const name = renamed[`${apiVersion} ${kind}`] ?? kind;
  return hasMessageSchema(name) ? name : undefined;
}
