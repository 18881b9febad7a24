import type { PlainJson } from '../values/json.js';

/** One argument of a definition. `T` is what `run` gets. */
export interface InputField<T> {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'list' | 'mapping' | 'json';
  /** A missing argument is an error at validation. */
  readonly required: boolean;
  readonly default?: T;
  readonly nullable: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  readonly description?: string;
}

/** The arguments of a definition by name. */
export type Input = { readonly [name: string]: InputField<unknown> };

export type InputValues<I extends Input> = {
  readonly [K in keyof I]: I[K] extends InputField<infer T> ? T : never;
};

export interface FieldOptions<T> {
  readonly default?: T;
  readonly description?: string;
}
type NumberOptions<T> = FieldOptions<T> & { readonly min?: number; readonly max?: number };
type StringOptions<T> = FieldOptions<T> & { readonly choices?: readonly string[] };
type Items = PlainJson[];
type Entries = { [key: string]: PlainJson };
/** Options with a default: the argument may be left out. */
type WithDefault<O extends FieldOptions<unknown>> = O & { readonly default: NonNullable<O['default']> };
/** Options whose default is null: the argument may be left out, or be null. */
type NullDefault<O extends FieldOptions<unknown>> = Omit<O, 'default'> & { readonly default: null };
/** Options without a default: the argument is required. */
type NoDefault<O extends FieldOptions<unknown>> = Omit<O, 'default'> & { readonly default?: never };

function field<T>(type: InputField<T>['type'], options: FieldOptions<T> | undefined): InputField<T> {
  const withDefault = options !== undefined && 'default' in options;
  return { type, ...options, required: !withDefault, nullable: withDefault && options.default === null };
}

// Each builder: no default -> required; `default: null` -> may be null and is null when absent.
export function string(options?: NoDefault<StringOptions<string>>): InputField<string>;
export function string(options: NullDefault<StringOptions<string>>): InputField<string | null>;
export function string(options: WithDefault<StringOptions<string>>): InputField<string>;
export function string(
  options?: StringOptions<string | null>,
): InputField<string> | InputField<string | null> {
  return field<string | null>('string', options) as InputField<string>;
}
export function integer(options?: NoDefault<NumberOptions<number>>): InputField<number>;
export function integer(options: NullDefault<NumberOptions<number>>): InputField<number | null>;
export function integer(options: WithDefault<NumberOptions<number>>): InputField<number>;
export function integer(
  options?: NumberOptions<number | null>,
): InputField<number> | InputField<number | null> {
  return field<number | null>('integer', options) as InputField<number>;
}
export function number(options?: NoDefault<NumberOptions<number>>): InputField<number>;
export function number(options: NullDefault<NumberOptions<number>>): InputField<number | null>;
export function number(options: WithDefault<NumberOptions<number>>): InputField<number>;
export function number(
  options?: NumberOptions<number | null>,
): InputField<number> | InputField<number | null> {
  return field<number | null>('number', options) as InputField<number>;
}
export function boolean(options?: FieldOptions<boolean>): InputField<boolean> {
  return field<boolean>('boolean', options);
}
export function list(options?: NoDefault<FieldOptions<Items>>): InputField<Items>;
export function list(options: NullDefault<FieldOptions<Items>>): InputField<Items | null>;
export function list(options: WithDefault<FieldOptions<Items>>): InputField<Items>;
export function list(options?: FieldOptions<Items | null>): InputField<Items> | InputField<Items | null> {
  return field<Items | null>('list', options) as InputField<Items>;
}
export function mapping(options?: NoDefault<FieldOptions<Entries>>): InputField<Entries>;
export function mapping(options: NullDefault<FieldOptions<Entries>>): InputField<Entries | null>;
export function mapping(options: WithDefault<FieldOptions<Entries>>): InputField<Entries>;
export function mapping(
  options?: FieldOptions<Entries | null>,
): InputField<Entries> | InputField<Entries | null> {
  return field<Entries | null>('mapping', options) as InputField<Entries>;
}
/** Anything. */
export function json(options?: FieldOptions<PlainJson>): InputField<PlainJson> {
  return field<PlainJson>('json', options);
}
