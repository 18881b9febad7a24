import { fromBinary } from '@bufbuild/protobuf';
import {
  type ExecuteScriptResponse,
  LifeCycleState,
  type QueryData,
  type RowBatchData,
  RowBatchDataSchema,
} from '../gen/vizierapi_pb.js';
import { VizierError } from '../vizier-error.js';
import { decodeBatch } from '../wire/decode-batch.js';
import type { DecryptionKey } from '../wire/encryption.js';
import { relationOf } from '../wire/relation-message.js';
import { statusError } from './call-error.js';
import type { OutputTable, ScriptEvent } from './script-events.js';

/** Makes events of the messages of one query. It lives as long as the query, over its resumes. */
export class ResponseReader {
  readonly #server: string;
  readonly #key: DecryptionKey | undefined;
  readonly #tables = new Map<string, OutputTable>();
  readonly #ended = new Set<OutputTable>();

  constructor(server: string, key: DecryptionKey | undefined) {
    this.#server = server;
    this.#key = key;
  }

  /** Throws `PxlError` for the script's errors and {@link VizierError} for the others. */
  async *read(response: ExecuteScriptResponse): AsyncGenerator<ScriptEvent> {
    const { mutationInfo, result } = response;
    if (mutationInfo !== undefined) {
      yield {
        kind: 'mutations',
        states: mutationInfo.states.map(({ name, state }) => ({
          name,
          running: state === LifeCycleState.RUNNING_STATE,
        })),
      };
    }
    const error = statusError(response.status, this.#server);
    if (error !== undefined) throw error;
    if (result.case === 'metaData') {
      const { id, name, relation } = result.value;
      if (relation === undefined || this.#tables.has(id))
        throw broken(`the metadata of table '${name}' make no sense`);
      const table = { id, name, relation: relationOf(relation) };
      this.#tables.set(id, table);
      yield { kind: 'table', table };
    } else if (result.case === 'data') yield* this.#data(result.value);
  }

  /** Throws {@link VizierError} where the stream ended too early. */
  checkEnd(): void {
    const open = [...this.#tables.values()]
      .filter((table) => !this.#ended.has(table))
      .map(({ name }) => name);
    if (open.length > 0)
      throw new VizierError(
        'PIXIE_E_BROKEN_OFF',
        `${this.#server} stopped before the end of table ${open.join(', ')}`,
      );
  }

  async *#data(data: QueryData): AsyncGenerator<ScriptEvent> {
    const batch = await this.#batch(data);
    if (batch !== undefined) yield* this.#rows(batch);
    const stats = data.executionStats;
    if (stats !== undefined) {
      yield {
        kind: 'stats',
        stats: {
          executionNs: stats.timing?.executionTimeNs ?? 0n,
          compilationNs: stats.timing?.compilationTimeNs ?? 0n,
          bytesProcessed: stats.bytesProcessed,
          recordsProcessed: stats.recordsProcessed,
        },
      };
    }
  }

  async #batch({ batch, encryptedBatch }: QueryData): Promise<RowBatchData | undefined> {
    if (encryptedBatch.length === 0) return batch;
    if (this.#key === undefined) throw broken('rows came encrypted, though nobody asked for that');
    try {
      return fromBinary(RowBatchDataSchema, await this.#key.decrypt(encryptedBatch));
    } catch (cause) {
      throw new VizierError('PIXIE_E_PROTOCOL', 'encrypted rows can not be decrypted', { cause });
    }
  }

  *#rows(batch: RowBatchData): Generator<ScriptEvent> {
    const table = this.#tables.get(batch.tableId);
    if (table === undefined) throw broken(`rows of the unknown table ${batch.tableId}`);
    if (this.#ended.has(table)) throw broken(`rows of table '${table.name}' after its end`);
    if (batch.numRows > 0n)
      yield { kind: 'rows', table, batch: decodeBatch(batch, table.relation, table.name) };
    if (!batch.eos) return;
    this.#ended.add(table);
    yield { kind: 'table-end', table };
  }
}

const broken = (message: string): VizierError => new VizierError('PIXIE_E_PROTOCOL', message);
