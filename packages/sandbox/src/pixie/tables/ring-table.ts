import type { Column, ColumnSpec, Relation, StoredRows, Uint128 } from '@chaoskit/pxl';

/** A cell: INT64 as a safe integer, TIME64NS as milliseconds since the epoch. UINT128 values are told apart by identity. */
export type Cell = number | string | boolean | Uint128;

/** Rows of a segment: what is dropped at once when the table is full. */
const segmentRows = 2048;
/** Bytes of a text besides its characters, which take two each. */
const textOverhead = 48;

/**
 * A table that keeps its newest rows within a number of bytes. Rows come in order of time; a reader's snapshot does not change
 * while rows are added, and costs nothing until its columns are asked for.
 */
export class RingTable {
  readonly relation: Relation;
  readonly #limitBytes: number;
  readonly #baseMs: number;
  #segments: Segment[];
  #bytes = 0;
  #lastMs = 0;
  /** Rows ever added. */
  added = 0;

  /** `baseMs`: about now; times are kept as offsets from it. */
  constructor(relation: Relation, limitBytes: number, baseMs: number) {
    this.relation = relation;
    this.#limitBytes = limitBytes;
    this.#baseMs = Math.floor(baseMs);
    this.#segments = [new Segment(relation, this.#baseMs)];
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** One cell a column. A time before that of the last row becomes the last row's: readers search by it. */
  append(atMs: number, cells: readonly Cell[]): void {
    this.#lastMs = Math.max(this.#lastMs, atMs);
    let segment = this.#segments.at(-1);
    if (segment === undefined || segment.rows === segmentRows) {
      segment = new Segment(this.relation, this.#baseMs);
      this.#segments.push(segment);
    }
    const before = segment.bytes;
    segment.append(this.#lastMs, cells);
    this.#bytes += segment.bytes - before;
    this.added += 1;
    while (this.#bytes > this.#limitBytes && this.#segments.length > 1) {
      const [oldest, ...rest] = this.#segments;
      this.#bytes -= oldest?.bytes ?? 0;
      this.#segments = rest;
    }
  }

  read(): StoredRows {
    const parts = this.#segments.map((segment) => ({ segment, rows: segment.rows }));
    const columns = new Map<string, Column>();
    return {
      rows: parts.reduce((sum, { rows }) => sum + rows, 0),
      column: (name) => {
        const known = columns.get(name) ?? joined(parts, this.#indexOf(name));
        columns.set(name, known);
        return known;
      },
    };
  }

  #indexOf(name: string): number {
    const index = this.relation.findIndex((column) => column.name === name);
    if (index < 0) throw new RangeError(`there is no column ${name}`);
    return index;
  }
}

class Segment {
  rows = 0;
  bytes = 0;
  readonly columns: readonly SegmentColumn[];

  constructor(relation: Relation, baseMs: number) {
    this.columns = relation.map((spec) => segmentColumn(spec, baseMs));
  }

  append(atMs: number, cells: readonly Cell[]): void {
    for (let index = 0; index < this.columns.length; index += 1) {
      const column = this.columns[index];
      const cell = index === 0 ? atMs : cells[index - 1];
      if (column !== undefined && cell !== undefined) this.bytes += column.add(this.rows, cell);
    }
    this.rows += 1;
  }
}

/** One column of a segment. Capacity grows with the rows, so that quiet tables stay small. */
interface SegmentColumn {
  /** Answers the bytes that the cell takes. */
  add(row: number, cell: Cell): number;
  /** The first `rows` rows; what is added later does not touch them. */
  take(rows: number): Column;
}

function segmentColumn({ type }: ColumnSpec, baseMs: number): SegmentColumn {
  switch (type) {
    case 'TIME64NS':
    case 'INT64':
      return numberColumn(type, type === 'TIME64NS' ? baseMs : undefined);
    case 'FLOAT64': {
      const cells = new Growing((size) => new Float64Array(size));
      return {
        add: (row, cell) => cells.set(row, cell as number),
        take: (rows) => ({ form: 'float', type, values: cells.take(rows), rows }),
      };
    }
    case 'BOOLEAN': {
      const cells = new Growing((size) => new Uint8Array(size));
      return {
        add: (row, cell) => cells.set(row, cell === true ? 1 : 0),
        take: (rows) => ({ form: 'boolean', type, values: cells.take(rows), rows }),
      };
    }
    case 'STRING':
    case 'UINT128':
      return codedColumn(type);
  }
}

function numberColumn(type: 'TIME64NS' | 'INT64', baseMs: number | undefined): SegmentColumn {
  const cells = new Growing((size) => new Float64Array(size));
  const base = baseMs === undefined ? 0n : BigInt(baseMs) * 1_000_000n;
  return {
    add: (row, cell) =>
      cells.set(row, baseMs === undefined ? (cell as number) : Math.round(((cell as number) - baseMs) * 1e6)),
    take: (rows) => ({ form: 'small', type, base, offsets: cells.take(rows), rows }),
  };
}

function codedColumn(type: 'STRING' | 'UINT128'): SegmentColumn {
  const codes = new Growing((size) => new Uint32Array(size));
  const dictionary: (string | Uint128)[] = [];
  const known = new Map<string | Uint128, number>();
  return {
    add(row, cell) {
      const value = cell as string | Uint128;
      let code = known.get(value);
      let bytes = 0;
      if (code === undefined) {
        code = dictionary.length;
        known.set(value, code);
        dictionary.push(value);
        bytes = textOverhead + (typeof value === 'string' ? value.length * 2 : 0);
      }
      return codes.set(row, code) + bytes;
    },
    take: (rows) => ({ form: 'coded', type, codes: codes.take(rows), dictionary: dictionary.slice(), rows }),
  };
}

type NumberArray = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

class Growing<T extends NumberArray> {
  readonly #make: (size: number) => T;
  #cells: T;

  constructor(make: (size: number) => T) {
    this.#make = make;
    this.#cells = make(64);
  }

  set(row: number, value: number): number {
    if (row >= this.#cells.length) {
      const larger = this.#make(Math.min(segmentRows, this.#cells.length * 2));
      larger.set(this.#cells);
      this.#cells = larger;
    }
    this.#cells[row] = value;
    return this.#cells.BYTES_PER_ELEMENT;
  }

  take(rows: number): T {
    return this.#cells.subarray(0, rows) as T;
  }
}

interface Part {
  readonly segment: Segment;
  readonly rows: number;
}

/** The column of all segments, one after the other. */
function joined(parts: readonly Part[], index: number): Column {
  const columns = parts.flatMap(({ segment, rows }) => segment.columns[index]?.take(rows) ?? []);
  const [first] = columns;
  if (first === undefined) throw new RangeError(`there is no column ${index}`);
  if (columns.length === 1) return first;
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  switch (first.form) {
    case 'small':
      return { ...first, rows, offsets: concatenated(new Float64Array(rows), columns, offsetsOf) };
    case 'float':
      return { ...first, rows, values: concatenated(new Float64Array(rows), columns, valuesOf) };
    case 'boolean':
      return { ...first, rows, values: concatenated(new Uint8Array(rows), columns, valuesOf) };
    case 'coded':
      return joinedCodes(first.type, columns, rows);
    default:
      return first;
  }
}

const offsetsOf = (column: Column) => (column.form === 'small' ? column.offsets : []);
const valuesOf = (column: Column) =>
  column.form === 'float' || column.form === 'boolean' ? column.values : [];

function concatenated<T extends NumberArray>(
  whole: T,
  columns: readonly Column[],
  cellsOf: (column: Column) => ArrayLike<number>,
): T {
  let at = 0;
  for (const column of columns) {
    whole.set(cellsOf(column), at);
    at += column.rows;
  }
  return whole;
}

function joinedCodes(type: 'STRING' | 'UINT128', columns: readonly Column[], rows: number): Column {
  const codes = new Uint32Array(rows);
  const dictionary: (string | Uint128)[] = [];
  const known = new Map<string | Uint128, number>();
  let at = 0;
  for (const column of columns) {
    if (column.form !== 'coded') continue;
    const renamed = Uint32Array.from(column.dictionary as readonly (string | Uint128)[], (value) => {
      const code = known.get(value) ?? dictionary.length;
      if (code === dictionary.length) {
        known.set(value, code);
        dictionary.push(value);
      }
      return code;
    });
    for (const code of column.codes) codes[at++] = renamed[code] ?? 0;
  }
  return { form: 'coded', type, codes, dictionary, rows };
}
