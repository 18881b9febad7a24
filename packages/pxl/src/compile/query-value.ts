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
export type TypeObject = { readonly kind: 'type'; readonly name: string } & (
  | { readonly type: DataType; readonly semanticType: SemanticType }
  | { readonly type?: undefined }
);

/** A column that an export reads, and the types that it may have. */
export interface ExportedColumn {
  readonly node: ExpressionNode;
  /** What it is to the export: `time`, `value`, … */
  readonly what: string;
  readonly types: readonly DataType[];
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
      /** `place` is that of the module's own name. */
      readonly attribute: (name: string, place: ScriptPlace) => QueryValue | undefined;
      /** Members that the script has put in their place. */
      readonly assigned?: ReadonlyMap<string, QueryValue>;
    }
  | TypeObject
  /** A member of a module or a method. */
  | {
      readonly kind: 'builtin';
      readonly name: string;
      readonly call: (call: CallArguments) => QueryValue;
    }
  /** A function of the function table: `px.count`, `px.floor`. */
  | { readonly kind: 'udf'; readonly name: string }
  | {
      readonly kind: 'function';
      readonly definition: FunctionDefinition;
      readonly annotations: readonly (QueryValue | undefined)[];
      readonly scope: Scope;
    }
  /** Parts of `px.otel`: an endpoint, what is exported, or all of it; with the columns that it reads. */
  | {
      readonly kind: 'export';
      readonly name: 'Endpoint' | 'OTelDataContainer' | 'Exporter';
      readonly columns: readonly ExportedColumn[];
    }
  /** Something that only other members of `px` understand, such as a tracepoint. */
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
    case 'expression': {
      const name = nodeTypeName(value.node);
      return name === 'Func' ? 'FuncCall' : name;
    }
    case 'frame':
      return 'DataFrame';
    case 'none':
      return 'None';
    case 'list':
    case 'tuple':
    case 'dict':
      return value.kind;
    case 'type':
      return 'Type';
    case 'context':
      return 'ctx';
    case 'function':
      return value.definition.name;
    case 'module':
    case 'builtin':
    case 'udf':
    case 'export':
    case 'opaque':
      return value.name;
  }
}

const moduleKinds: Readonly<Record<string, string>> = {
  px: 'plmodule',
  pxtrace: 'tracemodule',
  vis: 'visualization',
};

/** The kind of value, as error messages about arguments have it. */
export function valueKindName(value: QueryValue): string {
  switch (value.kind) {
    case 'expression':
      return 'expr';
    case 'frame':
      return 'dataframe';
    case 'context':
      return 'metadata';
    case 'module':
      return moduleKinds[value.name] ?? 'module';
    case 'builtin':
      return value.name === 'DataFrame' ? 'dataframe' : 'function';
    case 'udf':
    case 'function':
      return 'function';
    case 'export':
    case 'opaque':
      return value.name.toLowerCase();
    default:
      return value.kind;
  }
}

/** The expression that an argument is; None and objects are no expressions. */
export function expectExpression({ value, place }: Argument, name: string): ExpressionNode {
  if (value.kind === 'expression') return value.node;
  throw PxlError.at(place, `Expected 'expression' in arg '${name}', got '${valueKindName(value)}'`);
}

/** The frame that an argument is; `message` says what is wrong where it is none. */
export function expectFrame(
  { value, place }: Argument,
  message = (name: string): string => `Expected DataFrame, received ${name}`,
): Frame {
  if (value.kind === 'frame') return value.frame;
  throw PxlError.at(place, message(valueTypeName(value)));
}
