import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';

/** One node of a YAML document, before its scalars are given a type. */
export type YamlNode = YamlScalar | YamlSequence | YamlMapping;

interface YamlNodeBase {
  /** Where the node begins in the text. */
  readonly offset: number;
  /** The tag as a full name (`tag:yaml.org,2002:int`), `!` for the non-specific one; undefined where none is written. */
  readonly tag: string | undefined;
}

export interface YamlScalar extends YamlNodeBase {
  readonly kind: 'scalar';
  readonly text: string;
  /** Only plain scalars get their type from what they look like. */
  readonly plain: boolean;
}
export interface YamlSequence extends YamlNodeBase {
  readonly kind: 'sequence';
  items: YamlNode[];
}
export interface YamlMapping extends YamlNodeBase {
  readonly kind: 'mapping';
  pairs: (readonly [YamlNode, YamlNode])[];
}

/** A problem of the YAML text at an offset. */
export class YamlProblem extends Error {
  readonly offset: number;

  constructor(message: string, offset: number, cause?: unknown) {
    super(message, { cause });
    this.offset = offset;
  }
}

const CORE = 'tag:yaml.org,2002:';

interface OpenNode {
  readonly node: YamlSequence | YamlMapping;
  /** A key that waits for its value. */
  key: YamlNode | undefined;
}

/**
 * Builds the node of the only document in `events`; undefined for an empty stream. Nodes behind aliases are shared.
 * Throws {@link YamlProblem} for a second document and for an alias of nothing.
 */
export function composeYaml(text: string, events: readonly Event[]): YamlNode | undefined {
  const open: OpenNode[] = [];
  const anchors = new Map<string, YamlNode>();
  let handles = new Map<string, string>();
  const tags = new Map<string, string>();
  let documents = 0;
  let root: YamlNode | undefined;
  let end = 0;

  const place = (node: YamlNode): void => {
    const parent = open.at(-1);
    if (parent === undefined) root = node;
    else if (parent.node.kind === 'sequence') {
      // A list that begins with its first item is small; an empty one that grows is given room for seventeen.
      if (parent.node.items.length === 0) parent.node.items = [node];
      else parent.node.items.push(node);
    } else if (parent.key === undefined) parent.key = node;
    else {
      const pair = [parent.key, node] as const;
      if (parent.node.pairs.length === 0) parent.node.pairs = [pair];
      else parent.node.pairs.push(pair);
      parent.key = undefined;
    }
  };
  const anchor = (event: { anchorStart: number; anchorEnd: number }, node: YamlNode): void => {
    if (event.anchorStart >= 0) anchors.set(text.slice(event.anchorStart, event.anchorEnd), node);
  };

  const tagOf = (event: { tagStart: number; tagEnd: number }): string | undefined => {
    if (event.tagStart < 0) return undefined;
    const written = text.slice(event.tagStart, event.tagEnd);
    const tag = tags.get(written) ?? fullTag(written, handles);
    tags.set(written, tag);
    return tag;
  };

  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        if (++documents > 1) throw new YamlProblem('expected a single document', secondStart(text, end));
        handles = new Map(
          event.directives.flatMap((item) =>
            item.kind === 'tag' ? [[item.handle, item.prefix] as const] : [],
          ),
        );
        break;
      case EVENT_ID.SCALAR: {
        const start = event.valueStart < 0 ? end : event.valueStart;
        const quoted =
          event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
        const node: YamlScalar = {
          kind: 'scalar',
          offset: quoted ? start - 1 : start,
          tag: tagOf(event),
          text: getScalarValue(text, event),
          plain: event.style === SCALAR_STYLE.PLAIN,
        };
        end = Math.max(end, event.valueEnd);
        anchor(event, node);
        place(node);
        break;
      }
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING: {
        const base = { offset: event.start, tag: tagOf(event) };
        const node: YamlSequence | YamlMapping =
          event.type === EVENT_ID.SEQUENCE
            ? { kind: 'sequence', ...base, items: [] }
            : { kind: 'mapping', ...base, pairs: [] };
        anchor(event, node);
        place(node);
        open.push({ node, key: undefined });
        break;
      }
      case EVENT_ID.ALIAS: {
        const name = text.slice(event.anchorStart, event.anchorEnd);
        const node = anchors.get(name);
        if (node === undefined)
          throw new YamlProblem(`found undefined alias '${name}'`, event.anchorStart - 1);
        end = Math.max(end, event.anchorEnd);
        place(node);
        break;
      }
      case EVENT_ID.POP:
        open.pop();
        break;
    }
  }
  return root;
}

/** Where the second document begins: its marker, or the first document's own where that is empty and stands at the top. */
function secondStart(text: string, end: number): number {
  const marker = /^---/m;
  const from = end === 0 && marker.test(text.slice(0, 3)) ? 3 : end;
  const found = text.slice(from).search(marker);
  return found < 0 ? from : from + found;
}

function fullTag(written: string, handles: ReadonlyMap<string, string>): string {
  if (written.startsWith('!<')) return written.slice(2, -1);
  const handle = /^!(?:[\w-]*!)?/.exec(written)?.[0] ?? '!';
  const prefix = handles.get(handle) ?? (handle === '!!' ? CORE : handle);
  return prefix + written.slice(handle.length);
}
