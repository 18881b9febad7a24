/** Data types of PxL (px.api.vizierpb.DataType). There are no nulls: nothing is the zero value of the type. */
export type DataType = 'BOOLEAN' | 'INT64' | 'UINT128' | 'FLOAT64' | 'STRING' | 'TIME64NS';

/** Names of px.api.vizierpb.SemanticType with the prefix `ST_`, e.g. `ST_DURATION_NS`; `ST_NONE` where a column has none. */
export type SemanticType = `ST_${string}`;

export interface ColumnSpec {
  readonly name: string;
  readonly type: DataType;
  readonly semanticType: SemanticType;
  readonly desc?: string;
}

/** Columns of a table in order. */
export type Relation = readonly ColumnSpec[];

/** UINT128 as its two 64-bit words; its text is the UUID form, high word first. */
export interface Uint128 {
  readonly high: bigint;
  readonly low: bigint;
}

/** One value, by its type: boolean, bigint (INT64, TIME64NS), Uint128, number, string. */
export type Value = boolean | bigint | Uint128 | number | string;
