import { ChaosError } from '@chaoskit/errors';
import type { Column } from '../columns/column.js';
import { type ColumnBuilder, columnBuilder } from '../columns/column-builder.js';
import { decodeValue } from '../columns/json-value.js';
import type { ColumnSpec, DataType, SemanticType } from '../columns/types.js';
import type { StoredRows, TableStore } from '../execute/table-store.js';
import type { ClusterMetadata } from '../metadata/cluster-metadata.js';
import { parseMetadata } from './parse-metadata.js';

/** Something in a recording does not hold: which file, and where it is known which line. */
export class RecordingError extends ChaosError {
  override readonly name = 'RecordingError';

  constructor(file: string, message: string, line?: number) {
    super('PXL_E_RECORDING', message, {
      place: { file, ...(line !== undefined && { line }) },
      hint: 'the recording is damaged or was not made by `chaos pxl record`',
    });
  }
}

/** Answers the text of a file of the recording's folder. */
export type ReadRecordingFile = (name: string) => string;

export interface Recording {
  readonly store: TableStore;
  readonly metadata: ClusterMetadata;
  /** What was "now" when it was recorded, ns since the epoch. */
  readonly nowNs: bigint;
}

const types: readonly string[] = ['BOOLEAN', 'INT64', 'UINT128', 'FLOAT64', 'STRING', 'TIME64NS'];

interface TableEntry {
  readonly name: string;
  readonly desc: string;
  readonly file: string;
  readonly relation: readonly ColumnSpec[];
}

/** Opens a recording (format `pxl-recording/1`). Tables are read when a script first asks for them. */
export function parseRecording(read: ReadRecordingFile): Recording {
  const manifest = asObject(parseJsonFile(read, 'manifest.json'), 'manifest.json');
  if (manifest.format !== 'pxl-recording/1')
    throw new RecordingError('manifest.json', `the format '${String(manifest.format)}' is not known`);
  const { now } = manifest;
  if (typeof now !== 'string' || !/^\d+$/.test(now))
    throw new RecordingError('manifest.json', "'now' must be nanoseconds as text");
  if (!Array.isArray(manifest.tables)) throw new RecordingError('manifest.json', "'tables' must be a list");
  const tables = manifest.tables.map(tableEntry);
  const metadataFile = typeof manifest.metadata === 'string' ? manifest.metadata : 'metadata.json';
  const loaded = new Map<string, StoredRows>();
  return {
    nowNs: BigInt(now),
    metadata: parseMetadata(asObject(parseJsonFile(read, metadataFile), metadataFile), metadataFile),
    store: {
      tables: tables.map(({ name, desc, relation }) => ({ name, desc, relation })),
      read(name) {
        const entry = tables.find((table) => table.name === name);
        if (entry === undefined) return undefined;
        const known = loaded.get(name) ?? parseRows(entry, read(entry.file));
        loaded.set(name, known);
        return known;
      },
    },
  };
}

function parseJsonFile(read: ReadRecordingFile, file: string): unknown {
  try {
    return JSON.parse(read(file));
  } catch (error) {
    if (error instanceof SyntaxError) throw new RecordingError(file, `no JSON: ${error.message}`);
    throw error;
  }
}

function asObject(value: unknown, file: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RecordingError(file, 'an object is expected');
  return value as Record<string, unknown>;
}

function tableEntry(value: unknown): TableEntry {
  const { name, desc, file, columns } = asObject(value, 'manifest.json');
  if (typeof name !== 'string' || typeof file !== 'string' || !Array.isArray(columns)) {
    throw new RecordingError('manifest.json', "each table needs 'name', 'file' and 'columns'");
  }
  const relation = columns.map((column): ColumnSpec => {
    const spec = asObject(column, 'manifest.json');
    if (typeof spec.name !== 'string' || !types.includes(String(spec.type))) {
      throw new RecordingError(
        'manifest.json',
        `a column of '${name}' lacks its name or has the unknown type '${String(spec.type)}'`,
      );
    }
    const semanticType =
      typeof spec.semanticType === 'string' && spec.semanticType.startsWith('ST_')
        ? spec.semanticType
        : 'ST_NONE';
    return {
      name: spec.name,
      type: spec.type as DataType,
      semanticType: semanticType as SemanticType,
      ...(typeof spec.desc === 'string' && { desc: spec.desc }),
    };
  });
  return { name, desc: typeof desc === 'string' ? desc : '', file, relation };
}

function parseRows({ file, relation }: TableEntry, text: string): StoredRows {
  const builders: ColumnBuilder[] = relation.map(({ type }) => columnBuilder(type));
  let rows = 0;
  let line = 0;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const row = text.slice(from, end < 0 ? text.length : end);
    from = end < 0 ? text.length : end + 1;
    line++;
    if (row.trim() === '') continue;
    addRow(row, relation, builders, file, line);
    rows++;
  }
  const columns = new Map<string, Column>();
  const builderOf = new Map(relation.map(({ name }, index) => [name, builders[index]]));
  return {
    rows,
    column(name) {
      const known = columns.get(name) ?? builderOf.get(name)?.build();
      if (known === undefined) throw new RecordingError(file, `there is no column '${name}'`);
      columns.set(name, known);
      return known;
    },
  };
}

function addRow(
  row: string,
  relation: readonly ColumnSpec[],
  builders: readonly ColumnBuilder[],
  file: string,
  line: number,
): void {
  let values: unknown;
  try {
    values = JSON.parse(row);
  } catch (error) {
    throw new RecordingError(file, `no JSON: ${(error as Error).message}`, line);
  }
  if (!Array.isArray(values) || values.length !== relation.length) {
    throw new RecordingError(file, `a list of ${relation.length} values is expected`, line);
  }
  for (const [index, { name, type }] of relation.entries()) {
    const value = decodeValue(type, values[index]);
    if (value === undefined) {
      throw new RecordingError(
        file,
        `'${name}' is no ${type}: ${JSON.stringify(values[index])?.slice(0, 80)}`,
        line,
      );
    }
    builders[index]?.add(value);
  }
}
