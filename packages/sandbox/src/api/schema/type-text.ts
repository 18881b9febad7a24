/**
 * Types of the API as text, one field a line: `name number type flags…`.
 * `number` is the field's number in protobuf (`-`: none). `X[]` is a list, `{X}` a map with string keys, `...` in place of a name
 * takes the fields of the type in (Go's inline structs).
 * Flags: `key=K` lists merge by K in strategic patches; `merge` lists of scalars merge; `keys=A,B` keys of the list in server-side
 * apply where they differ; `set`; `atomic`; `retainKeys` is implied by `$retainKeys` and only kept for the record.
 */
export type TypeTexts = Readonly<Record<string, string>>;

export type ScalarKind =
  | 'string'
  | 'int'
  | 'bool'
  | 'double'
  | 'bytes'
  | 'quantity'
  | 'intOrString'
  | 'time'
  | 'microTime'
  | 'raw'
  /** Untyped, but merged and owned field by field. */
  | 'any';

export type FieldType =
  | { readonly kind: ScalarKind }
  | { readonly kind: 'message'; readonly name: string }
  | { readonly kind: 'list'; readonly of: FieldType }
  | { readonly kind: 'map'; readonly of: FieldType };

export interface FieldSchema {
  readonly name: string;
  readonly number: number | undefined;
  readonly type: FieldType;
  /** Merge key of a list of messages in a strategic merge patch. */
  readonly mergeKey?: string;
  /** A list of scalars whose patch adds instead of replacing. */
  readonly mergesScalars: boolean;
  /** Keys of a list that server-side apply treats as a map. */
  readonly mapKeys?: readonly string[];
  readonly isSet: boolean;
  readonly isAtomic: boolean;
}

/** A field written inline in Go: in protobuf a message of its own, in JSON part of its parent. */
interface InlineSchema {
  readonly number: number | undefined;
  readonly type: string;
}

export interface MessageSchema {
  readonly name: string;
  /** By JSON name, the fields of inlined messages included. */
  readonly fields: ReadonlyMap<string, FieldSchema>;
  /** The fields of this message itself. */
  readonly ownFields: readonly FieldSchema[];
  readonly inlined: readonly InlineSchema[];
}

const scalars: ReadonlySet<string> = new Set<ScalarKind>([
  'string',
  'int',
  'bool',
  'double',
  'bytes',
  'quantity',
  'intOrString',
  'time',
  'microTime',
  'raw',
  'any',
]);

function parseType(text: string): FieldType {
  if (text.endsWith('[]')) return { kind: 'list', of: parseType(text.slice(0, -2)) };
  if (text.startsWith('{')) return { kind: 'map', of: parseType(text.slice(1, -1)) };
  return scalars.has(text) ? { kind: text as ScalarKind } : { kind: 'message', name: text };
}

function parseField(
  name: string,
  number: number | undefined,
  type: string,
  flags: readonly string[],
): FieldSchema {
  const flag = (prefix: string) => flags.find((one) => one.startsWith(prefix))?.slice(prefix.length);
  const mergeKey = flag('key=');
  const keys = flag('keys=')?.split(',') ?? (mergeKey === undefined ? undefined : [mergeKey]);
  return {
    name,
    number,
    type: parseType(type),
    ...(mergeKey === undefined ? {} : { mergeKey }),
    ...(keys === undefined ? {} : { mapKeys: keys }),
    mergesScalars: flags.includes('merge'),
    isSet: flags.includes('set'),
    isAtomic: flags.includes('atomic'),
  };
}

/** Reads one type; `inlinedFields` gives the fields of a type that is taken in. */
export function parseTypeText(
  name: string,
  text: string,
  inlinedFields: (type: string) => Iterable<FieldSchema>,
): MessageSchema {
  const fields = new Map<string, FieldSchema>();
  const ownFields: FieldSchema[] = [];
  const inlined: InlineSchema[] = [];
  for (const line of text.trim().split('\n')) {
    const [field = '', digits = '', type = '', ...flags] = line.trim().split(' ');
    if (type === '') continue;
    const number = digits === '-' ? undefined : Number(digits);
    if (field === '...') {
      inlined.push({ number, type });
      for (const taken of inlinedFields(type)) fields.set(taken.name, taken);
      continue;
    }
    const schema = parseField(field, number, type, flags);
    ownFields.push(schema);
    fields.set(field, schema);
  }
  return { name, fields, ownFields, inlined };
}
