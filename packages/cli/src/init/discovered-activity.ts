import { isJsonObject, type Json } from '@chaoskit/core';

/** An activity of a discovery (core.md §19). */
export interface DiscoveredActivity {
  readonly type: string;
  readonly name: string;
  readonly mod: string;
  readonly doc: string;
  readonly arguments: readonly DiscoveredArgument[];
}

export interface DiscoveredArgument {
  readonly name: string;
  readonly type?: string;
  readonly default?: Json;
}

/** The activities of a discovery's outcome; what has another shape is left out. */
export function discoveredActivities(outcome: Json): DiscoveredActivity[] {
  const listed = isJsonObject(outcome) && Array.isArray(outcome.activities) ? outcome.activities : [];
  return listed.flatMap((entry) => {
    if (!isJsonObject(entry) || typeof entry.name !== 'string' || typeof entry.mod !== 'string') return [];
    const { type, name, mod, doc } = entry;
    const args = Array.isArray(entry.arguments) ? entry.arguments.flatMap(argument) : [];
    return [{ type: String(type), name, mod, doc: typeof doc === 'string' ? doc : '', arguments: args }];
  });
}

function argument(entry: Json): DiscoveredArgument[] {
  if (!isJsonObject(entry) || typeof entry.name !== 'string') return [];
  return [
    {
      name: entry.name,
      ...(typeof entry.type === 'string' ? { type: entry.type } : {}),
      ...(entry.default === undefined ? {} : { default: entry.default }),
    },
  ];
}
