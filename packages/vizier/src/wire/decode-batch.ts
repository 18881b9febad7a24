import type { Relation, Value } from '@chaoskit/pxl';
import type { Column, RowBatchData } from '../gen/vizierapi_pb.js';
import { VizierError } from '../vizier-error.js';

const decoder = new TextDecoder();

/** Rows of one table, as they came. */
export interface DecodedBatch {
  readonly rows: readonly (readonly Value[])[];
  /** The bytes behind a STRING, which need not be UTF-8; undefined for other types. */
  bytesAt(row: number, column: number): Uint8Array | undefined;
}

/** Reads a batch of a table. Throws {@link VizierError} where it does not fit the table's columns. */
export function decodeBatch(batch: RowBatchData, relation: Relation, table: string): DecodedBatch {
  const count = Number(batch.numRows);
  const columns = relation.map(({ name, type }, index) => {
    const column = batch.cols[index];
    // The batch that only ends a table may leave its columns out.
    if (column === undefined && count === 0) return [];
    const values = column === undefined ? undefined : valuesOf(column, type);
    if (values === undefined || values.length !== count)
      throw new VizierError(
        'PIXIE_E_PROTOCOL',
        `a batch of table '${table}' does not fit its columns: '${name}' is no ${type} of ${count} rows`,
      );
    return values;
  });
  const rows = Array.from({ length: count }, (_, row) => columns.map((values) => values[row] as Value));
  return {
    rows,
    bytesAt: (row, column) => {
      const data = batch.cols[column]?.colData;
      return data?.case === 'stringData' ? data.value.data[row] : undefined;
    },
  };
}

function valuesOf({ colData }: Column, type: Relation[number]['type']): readonly Value[] | undefined {
  switch (colData.case) {
    case 'booleanData':
      return type === 'BOOLEAN' ? colData.value.data : undefined;
    case 'int64Data':
      return type === 'INT64' ? colData.value.data : undefined;
    case 'time64nsData':
      return type === 'TIME64NS' ? colData.value.data : undefined;
    case 'float64Data':
      return type === 'FLOAT64' ? colData.value.data : undefined;
    case 'uint128Data':
      return type === 'UINT128' ? colData.value.data.map(({ high, low }) => ({ high, low })) : undefined;
    case 'stringData':
      return type === 'STRING' ? colData.value.data.map((bytes) => decoder.decode(bytes)) : undefined;
    case undefined:
      return undefined;
  }
}
