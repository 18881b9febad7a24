import type { MessageInitShape } from '@bufbuild/protobuf';
import { type Column, type Relation, type Uint128, valueAt } from '@chaoskit/pxl';
import type { ColumnSchema, RowBatchDataSchema } from '../gen/vizierapi_pb.js';

type ColumnInit = MessageInitShape<typeof ColumnSchema>;
export type BatchInit = MessageInitShape<typeof RowBatchDataSchema>;

const encoder = new TextEncoder();

/** Most rows of one batch. */
const mostRows = 1024;
/** Most bytes of one batch: below the 1 MiB that Pixie's own transport allows, with room for lengths and tags. */
const mostBytes = 900 * 1024;

/** A table as it is sent. */
export interface TableRows {
  readonly relation: Relation;
  readonly rows: number;
  column(name: string): Column;
}

/** One row is larger than a batch may be. */
export class RowTooLargeError extends Error {
  override readonly name = 'RowTooLargeError';
}

/**
 * Cuts a table into batches of at most 1024 rows and less than 1 MiB. The last one, which may be empty, ends the table
 * (pixie.md §1.6). Throws {@link RowTooLargeError}.
 */
export function* encodeBatches(table: TableRows, tableId: string): Generator<BatchInit> {
  const columns = table.relation.map(({ name }) => table.column(name));
  const sizes = columns.map(sizeOfValues);
  for (let from = 0; from < table.rows || from === 0; ) {
    const to = endOfBatch(sizes, from, table.rows);
    const last = to >= table.rows;
    yield {
      tableId,
      numRows: BigInt(to - from),
      eow: last,
      eos: last,
      cols: columns.map((column) => encodeColumn(column, from, to)),
    };
    if (last) return;
    from = to;
  }
}

function endOfBatch(sizes: readonly ((row: number) => number)[], from: number, rows: number): number {
  let bytes = 0;
  let to = from;
  for (; to < Math.min(rows, from + mostRows); to += 1) {
    for (const size of sizes) bytes += size(to);
    if (bytes > mostBytes) break;
  }
  if (to === from && rows > from)
    throw new RowTooLargeError(
      'a row is larger than the 1 MiB that a message may have; leave out its long column',
    );
  return to;
}

/** An upper bound of what a column's value takes on the wire. */
function sizeOfValues(column: Column): (row: number) => number {
  if (column.type !== 'STRING') return () => (column.type === 'UINT128' ? 24 : 10);
  return (row) => (valueAt(column, row) as string).length * 3 + 5;
}

function encodeColumn(column: Column, from: number, to: number): ColumnInit {
  const values = <T>(map: (row: number) => T): T[] =>
    Array.from({ length: to - from }, (_, at) => map(from + at));
  switch (column.type) {
    case 'BOOLEAN':
      return {
        colData: { case: 'booleanData', value: { data: values((row) => valueAt(column, row) as boolean) } },
      };
    case 'INT64':
      return {
        colData: { case: 'int64Data', value: { data: values((row) => valueAt(column, row) as bigint) } },
      };
    case 'TIME64NS':
      return {
        colData: { case: 'time64nsData', value: { data: values((row) => valueAt(column, row) as bigint) } },
      };
    case 'FLOAT64':
      return {
        colData: { case: 'float64Data', value: { data: values((row) => valueAt(column, row) as number) } },
      };
    case 'UINT128':
      return {
        colData: {
          case: 'uint128Data',
          value: {
            data: values((row) => {
              const { high, low } = valueAt(column, row) as Uint128;
              return { high, low };
            }),
          },
        },
      };
    case 'STRING':
      return {
        colData: {
          case: 'stringData',
          value: { data: values((row) => encoder.encode(valueAt(column, row) as string)) },
        },
      };
  }
}
