import { ChaosError, type Place } from '@chaoskit/errors';
import {
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  Schema,
  timestampTag,
  YAML11_SCHEMA,
  YAMLException,
} from 'js-yaml';
import { placeAt } from './place-at.js';

/** One document of a file: its value, and where the parts of it stand. */
export interface YamlDocument {
  /** Plain JSON. */
  readonly value: unknown;
  /** Where a value stands; for one that is missing, or came by an alias or merge, the nearest part around it. */
  place(path: readonly (string | number)[]): Place;
  /** Where the key of a value stands; like `place` for items of lists. */
  placeOfKey(path: readonly (string | number)[]): Place;
}

/** Real files are far from these; an alias bomb passes them at once. */
const mostValues = 500_000;
const deepest = 200;

/** YAML 1.1 as Kubernetes reads it: times stay text. */
const schema = new Schema(YAML11_SCHEMA.tags.filter((tag) => tag !== timestampTag));

/**
 * The documents of a YAML or JSON file; empty ones are left out. Throws `CHAOS_E_SANDBOX_DOCUMENT` with the place of the first
 * error.
 */
export function yamlDocuments(text: string, file: string): YamlDocument[] {
  try {
    const events = parseEvents(text, { maxDepth: deepest });
    const values = constructFromEvents(events, { source: text, schema });
    const positions = positionTrees(text, events);
    return values.flatMap((value, index) => {
      if (value === null || value === undefined) return [];
      const root = positions[index] ?? { offset: 0, keyOffset: 0, children: new Map() };
      checkSize(value, file, placeAt(text, file, root.offset));
      return [
        {
          value,
          place: (path) => placeOf({ text, file, root }, path, 'offset'),
          placeOfKey: (path) => placeOf({ text, file, root }, path, 'keyOffset'),
        },
      ];
    });
  } catch (reason) {
    if (!(reason instanceof YAMLException)) throw reason;
    const place = placeAt(text, file, reason.mark?.position ?? 0);
    throw new ChaosError('CHAOS_E_SANDBOX_DOCUMENT', `not valid YAML: ${reason.reason}`, {
      place,
      cause: reason,
    });
  }
}

interface Position {
  readonly offset: number;
  readonly keyOffset: number;
  readonly children: Map<string, Position>;
}

function placeOf(
  { text, file, root }: { readonly text: string; readonly file: string; readonly root: Position },
  path: readonly (string | number)[],
  which: 'offset' | 'keyOffset',
): Place {
  let at = root;
  for (const step of path) {
    const next = at.children.get(String(step));
    if (next === undefined) break;
    at = next;
  }
  const place = placeAt(text, file, at[which]);
  return path.length === 0 ? place : { ...place, path: pathText(path) };
}

/** `spec.containers[0].image`. */
function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    const simple = /^[\w-]+$/.test(step);
    if (!simple) return `${text}[${JSON.stringify(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

interface Open {
  readonly node: Position;
  readonly isMapping: boolean;
  key: { readonly name: string; readonly offset: number } | undefined;
  count: number;
}

/** The offsets of all values, one tree a document. */
function positionTrees(text: string, events: readonly Event[]): Position[] {
  const trees: Position[] = [];
  const open: (Open | 'document')[] = [];
  let root: Position | undefined;
  const add = (offset: number, scalar: string | undefined): Position => {
    const parent = open.at(-1);
    const key = parent === undefined || parent === 'document' ? undefined : parent.key;
    const node: Position = { offset, keyOffset: key?.offset ?? offset, children: new Map() };
    if (parent === undefined || parent === 'document') root = node;
    else if (!parent.isMapping) parent.node.children.set(String(parent.count++), node);
    else if (key === undefined) parent.key = { name: scalar ?? '', offset };
    else {
      parent.node.children.set(key.name, node);
      parent.key = undefined;
    }
    return node;
  };
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        root = undefined;
        open.push('document');
        break;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING: {
        const isMapping = event.type === EVENT_ID.MAPPING;
        open.push({ node: add(event.start, undefined), isMapping, key: undefined, count: 0 });
        break;
      }
      case EVENT_ID.SCALAR:
        add(event.valueStart, getScalarValue(text, event));
        break;
      case EVENT_ID.ALIAS:
        add(event.anchorStart - 1, undefined);
        break;
      case EVENT_ID.POP:
        if (open.pop() === 'document') trees.push(root ?? { offset: 0, keyOffset: 0, children: new Map() });
        break;
    }
  }
  return trees;
}

/** Aliases share values: written out they may be more than memory holds, or never end. */
function checkSize(value: unknown, file: string, place: Place): void {
  let left = mostValues;
  const walk = (part: unknown, depth: number): void => {
    left -= 1;
    if (left < 0 || depth > deepest)
      throw new ChaosError(
        'CHAOS_E_SANDBOX_DOCUMENT',
        `${file} is too large once its aliases are written out`,
        {
          place,
          hint: `at most ${mostValues} values, at most ${deepest} deep`,
        },
      );
    if (typeof part === 'object' && part !== null)
      for (const each of Object.values(part)) walk(each, depth + 1);
  };
  walk(value, 0);
}
