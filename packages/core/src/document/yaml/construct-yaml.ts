import type { Json, JsonObject } from '../../values/json.js';
import { setKey } from '../../values/json-object.js';
import { MAX_DEPTH } from '../../values/parse-json.js';
import { stringifyJson } from '../../values/stringify-json.js';
import {
  type YamlMapping,
  type YamlNode,
  YamlProblem,
  type YamlScalar,
  type YamlSequence,
} from './yaml-node.js';
import type { PositionNode } from './yaml-positions.js';
import { type ScalarType, scalarValue, typeByLooks } from './yaml-scalar.js';

/** Values that aliases may add to a document: no real experiment comes near it, an alias bomb passes it at once. */
const MAX_ALIASED_VALUES = 200_000;
const CORE = 'tag:yaml.org,2002:';
const SCALAR_TYPES: ReadonlySet<string> = new Set(['bool', 'float', 'int', 'null', 'timestamp', 'str']);

interface Constructed {
  readonly value: Json;
  /** Where positions are not tracked, that of the node alone. */
  readonly position: PositionNode;
}

/**
 * Gives the nodes their values as PyYAML's safe loader does: merge keys, the last of equal keys, sets and pairs as lists, bytes as text;
 * what stands behind an alias is copied. Throws {@link YamlProblem}.
 */
export class YamlConstructor {
  readonly #inWork = new Set<YamlNode>();
  readonly #tracked: boolean;
  #left: number;

  /** `size`: the values written in the text. `tracked`: also work out positions. */
  constructor(size: number, tracked: boolean) {
    this.#left = size + MAX_ALIASED_VALUES;
    this.#tracked = tracked;
  }

  construct(node: YamlNode): Constructed {
    this.#spend(1, node);
    if (node.kind === 'scalar')
      return { value: this.#scalar(node), position: this.#tracked ? { offset: node.offset } : node };
    if (this.#inWork.has(node)) this.#fail('a value that contains itself through an alias', node);
    this.#descend(node);
    const result = node.kind === 'sequence' ? this.#sequence(node) : this.#mapping(node);
    this.#inWork.delete(node);
    return result;
  }

  #spend(values: number, node: YamlNode): void {
    this.#left -= values;
    if (this.#left < 0) this.#fail(`aliases that add more than ${MAX_ALIASED_VALUES} values`, node);
  }

  #descend(node: YamlNode): void {
    if (this.#inWork.size >= MAX_DEPTH) this.#fail(`nested deeper than ${MAX_DEPTH} levels`, node);
    this.#inWork.add(node);
  }

  #scalar(node: YamlScalar): Json {
    const type = this.#typeOf(node);
    const value = type === 'binary' ? decodeBinary(node.text) : scalarValue(node.text, type);
    if (value !== undefined) return value;
    if (type === 'value' || type === 'merge') this.#fail(`'${node.text}' can't be a value`, node);
    return this.#fail(`'${shortened(node.text)}' is no ${type}`, node);
  }

  #typeOf(node: YamlScalar): ScalarType | 'binary' {
    if (node.tag === '!') return typeByLooks(node.text);
    if (node.tag === undefined) return node.plain ? typeByLooks(node.text) : 'str';
    const name = node.tag.startsWith(CORE) ? node.tag.slice(CORE.length) : undefined;
    if (name === 'binary') return 'binary';
    if (name !== undefined && SCALAR_TYPES.has(name)) return name as ScalarType;
    return this.#refuseTag(node);
  }

  #sequence(node: YamlSequence): Constructed {
    this.#allowTags(node, ['seq', 'omap', 'pairs']);
    const pairs = node.tag === `${CORE}omap` || node.tag === `${CORE}pairs`;
    const make = (item: YamlNode): Constructed => (pairs ? this.#pair(item) : this.construct(item));
    if (!this.#tracked) return { value: node.items.map((item) => make(item).value), position: node };
    const made = node.items.map(make);
    return {
      value: made.map(({ value }) => value),
      position: { offset: node.offset, children: made.map(({ position }) => position) },
    };
  }

  #pair(node: YamlNode): Constructed {
    const pair = node.kind === 'mapping' ? node.pairs[0] : undefined;
    if (node.kind !== 'mapping' || pair === undefined || node.pairs.length > 1) {
      return this.#fail('expected a mapping with a single entry', node);
    }
    const made = this.construct(pair[1]);
    return { value: [this.construct(pair[0]).value, made.value], position: made.position };
  }

  #mapping(node: YamlMapping): Constructed {
    this.#allowTags(node, ['map', 'set']);
    const value: JsonObject = {};
    const children = this.#tracked ? new Map<string, PositionNode>() : undefined;
    for (const [key, item] of this.#flattened(node)) {
      const name = this.#keyName(key);
      const made = this.construct(item);
      setKey(value, name, made.value);
      children?.set(name, made.position);
    }
    const position = children === undefined ? node : { offset: node.offset, children };
    return { value: node.tag === `${CORE}set` ? Object.keys(value) : value, position };
  }

  /** The entries with merge keys followed: merged ones first, so that the mapping's own win; earlier mappings of a list over later ones. */
  #flattened(node: YamlMapping): readonly (readonly [YamlNode, YamlNode])[] {
    if (!node.pairs.some(([key]) => isMergeKey(key))) return node.pairs;
    const merged: (readonly [YamlNode, YamlNode])[] = [];
    const own: (readonly [YamlNode, YamlNode])[] = [];
    for (const pair of node.pairs) {
      if (!isMergeKey(pair[0])) own.push(pair);
      else for (const source of this.#mergeSources(pair[1])) merged.push(...this.#merged(source));
    }
    return [...merged, ...own];
  }

  #merged(source: YamlMapping): readonly (readonly [YamlNode, YamlNode])[] {
    if (this.#inWork.has(source)) this.#fail('a value that contains itself through an alias', source);
    this.#descend(source);
    const pairs = this.#flattened(source);
    this.#inWork.delete(source);
    this.#spend(pairs.length, source);
    return pairs;
  }

  #mergeSources(node: YamlNode): YamlMapping[] {
    const sources = node.kind === 'sequence' ? [...node.items].reverse() : [node];
    return sources.map((source) => {
      if (source.kind !== 'mapping')
        return this.#fail('a merge key (<<) wants a mapping or a list of mappings', source);
      return source;
    });
  }

  #keyName(node: YamlNode): string {
    if (node.kind !== 'scalar') return this.#fail('a list or mapping as a key', node);
    // Python's JSON writer gives keys that are no texts the form that they have as values.
    const key = this.#typeOf(node) === 'value' ? node.text : this.#scalar(node);
    return typeof key === 'string' ? key : stringifyJson(key);
  }

  #allowTags(node: YamlSequence | YamlMapping, names: readonly string[]): void {
    const allowed =
      node.tag === undefined || node.tag === '!' || names.some((name) => node.tag === CORE + name);
    if (!allowed) this.#refuseTag(node);
  }

  #refuseTag(node: YamlNode): never {
    return this.#fail(`could not determine a constructor for the tag '${node.tag}'`, node);
  }

  #fail(message: string, node: YamlNode): never {
    throw new YamlProblem(message, node.offset);
  }
}

function isMergeKey(node: YamlNode): boolean {
  return (
    node.kind === 'scalar' &&
    node.text === '<<' &&
    ((node.plain && node.tag === undefined) || node.tag === `${CORE}merge`)
  );
}

/** Bytes have no place in a document: they become the text they encode, or stay base64 where they encode none. */
function decodeBinary(text: string): string | undefined {
  const compact = text.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact) || compact.length % 4 !== 0) return undefined;
  const bytes = Buffer.from(compact, 'base64');
  const decoded = bytes.toString('utf8');
  return Buffer.from(decoded, 'utf8').equals(bytes) ? decoded : compact;
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
