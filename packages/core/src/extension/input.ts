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

function field<T>(type: InputField<T>['type'], options: FieldOptions<T> | undefined): InputField<T> {
  const withDefault = options !== undefined && 'default' in options;
  return { type, ...options, required: !withDefault, nullable: withDefault && options.default === null };
}

// Each builder: no default -> required; `default: null` -> may be null and is null when absent.
export function string(): InputField<string>;
export function string(options: StringOptions<null>): InputField<string | null>;
export function string(options: StringOptions<string>): InputField<string>;
export function string(
  options?: StringOptions<string> | StringOptions<null>,
): InputField<string> | InputField<string | null> {
  return field<string | null>('string', options) as InputField<string>;
}
export function integer(): InputField<number>;
export function integer(options: NumberOptions<null>): InputField<number | null>;
export function integer(options: NumberOptions<number>): InputField<number>;
export function integer(
  options?: NumberOptions<number> | NumberOptions<null>,
): InputField<number> | InputField<number | null> {
  return field<number | null>('integer', options) as InputField<number>;
}
export function number(): InputField<number>;
export function number(options: NumberOptions<null>): InputField<number | null>;
export function number(options: NumberOptions<number>): InputField<number>;
export function number(
  options?: NumberOptions<number> | NumberOptions<null>,
): InputField<number> | InputField<number | null> {
  return field<number | null>('number', options) as InputField<number>;
}
export function boolean(options?: FieldOptions<boolean>): InputField<boolean> {
  return field<boolean>('boolean', options);
}
export function list(options?: FieldOptions<PlainJson[] | null>): InputField<PlainJson[] | null> {
  return field<PlainJson[] | null>('list', options);
}
export function mapping(
  options?: FieldOptions<{ [key: string]: PlainJson } | null>,
): InputField<{ [key: string]: PlainJson } | null> {
  return field<{ [key: string]: PlainJson } | null>('mapping', options);
}
/** Anything. */
export function json(options?: FieldOptions<PlainJson>): InputField<PlainJson> {
  return field<PlainJson>('json', options);
}
