import type { DataType, SemanticType } from '../columns/types.js';
import { PxlError } from '../pxl-error.js';
import type { FunctionDefinition, ScriptPlace } from '../syntax/ast.js';
import { constantOf, type ExpressionNode, nodeTypeName } from './expression-node.js';
import type { Frame } from './frame.js';
import type { Scope } from './scope.js';

/** An argument of a call, and where it stands. */
export interface Argument {
  readonly value: QueryValue;
  readonly place: ScriptPlace;
}

export interface CallArguments {
  readonly positional: readonly Argument[];
  readonly keywords: ReadonlyMap<string, Argument>;
  /** The call's `(`. */
  readonly place: ScriptPlace;
}

/** `px.Service`, `str`, …: an annotation, and for most a cast. `type` is absent for object types such as `list`. */
export interface TypeObject {
  readonly kind: 'type';
  readonly name: string;
  readonly type?: DataType;
  readonly semanticType?: SemanticType;
}

/** What a name of a script may hold while it is evaluated. */
export type QueryValue =
  | { readonly kind: 'expression'; readonly node: ExpressionNode }
  | { readonly kind: 'frame'; readonly frame: Frame }
  /** `df.ctx`. */
  | { readonly kind: 'context' }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly Argument[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [Argument, Argument])[] }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'module';
      readonly name: string;
      readonly attribute: (name: string) => QueryValue | undefined;
    }
  | TypeObject
  /** A member of a module or a method. */
  | {
      readonly kind: 'builtin';
      readonly name: string;
      readonly call: (call: CallArguments) => QueryValue;
      readonly type?: TypeObject;
    }
  /** A function of the function table: `px.count`, `px.floor`. */
  | { readonly kind: 'udf'; readonly name: string }
  | {
      readonly kind: 'function';
      readonly definition: FunctionDefinition;
      readonly annotations: readonly (QueryValue | undefined)[];
      readonly scope: Scope;
    }
  /** Something that only other members of `px` understand, such as an export. */
  | { readonly kind: 'opaque'; readonly name: string };

export const none: QueryValue = { kind: 'none' };
export const expressionValue = (node: ExpressionNode): QueryValue => ({ kind: 'expression', node });
export const frameValue = (frame: Frame): QueryValue => ({ kind: 'frame', frame });

/** The constant that a value is; undefined for everything else. */
export const constantOfValue = (value: QueryValue): ReturnType<typeof constantOf> =>
  value.kind === 'expression' ? constantOf(value.node) : undefined;

/** What error messages call a value. */
export function valueTypeName(value: QueryValue): string {
  switch (value.kind) {
    case 'expression':
      return nodeTypeName(value.node);
    case 'frame':
      return 'DataFrame';
    case 'none':
      return 'None';
    case 'list':
      return 'List';
    case 'tuple':
      return 'Tuple';
    case 'dict':
      return 'Dict';
    case 'module':
      return 'Module';
    case 'type':
      return 'Type';
    case 'context':
      return 'Metadata';
    case 'builtin':
    case 'function':
    case 'udf':
      return 'Function';
    case 'opaque':
      return value.name;
  }
}

/** The expression that an argument is; None and objects are no expressions. */
export function expectExpression({ value, place }: Argument, name?: string): ExpressionNode {
  if (value.kind === 'expression') return value.node;
  const of = name === undefined ? '' : ` in arg '${name}'`;
  throw PxlError.at(place, `Expected 'expression'${of}, got '${valueTypeName(value).toLowerCase()}'`);
}

export function expectFrame({ value, place }: Argument): Frame {
  if (value.kind === 'frame') return value.frame;
  throw PxlError.at(place, `Expected DataFrame, received ${valueTypeName(value)}`);
}
