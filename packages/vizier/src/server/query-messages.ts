import { randomUUID } from 'node:crypto';
import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { isChaosError, messageOf } from '@chaoskit/errors';
import {
  buildColumn,
  builtinFunctions,
  compileScript,
  type ExecutionResult,
  executePlan,
  type FunctionToExecute,
  type Plan,
  PxlError,
  type Relation,
  relationsOf,
} from '@chaoskit/pxl';
import { Code, ConnectError } from '@connectrpc/connect';
import {
  type ExecuteScriptRequest,
  type ExecuteScriptResponseSchema,
  RowBatchDataSchema,
} from '../gen/vizierapi_pb.js';
import { type BatchInit, encodeBatches, RowTooLargeError, type TableRows } from '../wire/encode-batch.js';
import { type EncryptRows, encryptionFor } from '../wire/encryption.js';
import { relationMessage } from '../wire/relation-message.js';
import { explainPlan } from './explain-plan.js';
import { mutationInfo } from './mutations.js';
import { scriptStatus } from './script-status.js';
import type { VizierSource } from './vizier-source.js';

export type ResponseInit = MessageInitShape<typeof ExecuteScriptResponseSchema>;

interface NamedTable extends TableRows {
  readonly name: string;
}

/**
 * The messages that answer one script, in the order of the real server (pixie.md §1.6): what became of its mutations, the
 * tables' columns, their rows, the plan where it was asked for, the statistics. An error is a message, and then fails the call.
 */
export async function* queryMessages(
  queryId: string,
  request: ExecuteScriptRequest,
  source: VizierSource,
  signal: AbortSignal,
): AsyncGenerator<ResponseInit> {
  try {
    const encrypt = await encryption(request);
    if (request.mutation) {
      const info = mutationInfo(request.queryStr, source.store);
      yield { queryId, mutationInfo: info };
      if (info.status?.code === 14) throw new ConnectError(info.status.message ?? '', Code.Unavailable);
    }
    yield* answer(queryId, request, source, encrypt, signal);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.message !== undefined) yield { queryId, ...failure.message };
    throw failure.error;
  }
}

async function* answer(
  queryId: string,
  request: ExecuteScriptRequest,
  source: VizierSource,
  encrypt: EncryptRows | undefined,
  signal: AbortSignal,
): AsyncGenerator<ResponseInit> {
  const nowNs = source.nowNs();
  const { plan, compiledNs } = compile(request, source, nowNs);
  const started = process.hrtime.bigint();
  const result = execute(plan, source, nowNs, signal);
  const executedNs = process.hrtime.bigint() - started;
  const tables: NamedTable[] = result.tables.map(({ name, table }) => ({
    name,
    relation: table.relation,
    rows: table.rows,
    column: (column) => table.column(column),
  }));
  if (plan.directives.explain) tables.push(planTable(plan));
  const sent = tables.map((table) => ({ table, id: randomUUID() }));
  for (const { table, id } of sent) yield { queryId, result: metadata(table, id) };
  for (const { table, id } of sent) {
    for (const batch of encodeBatches(table, id)) yield { queryId, result: await data(batch, encrypt) };
  }
  const timing = { executionTimeNs: executedNs, compilationTimeNs: compiledNs };
  yield { queryId, result: { case: 'data', value: { executionStats: stats(result, timing) } } };
}

function compile(
  { queryStr, execFuncs, configs }: ExecuteScriptRequest,
  { store }: VizierSource,
  nowNs: bigint,
): { plan: Plan; compiledNs: bigint } {
  const started = process.hrtime.bigint();
  const functions = execFuncs.map(
    (func): FunctionToExecute => ({
      name: func.funcName,
      args: Object.fromEntries(func.argValues.map(({ name, value }) => [name, value])),
      prefix: func.outputTablePrefix,
    }),
  );
  const plugin = configs?.pluginConfig;
  const plan = compileScript(queryStr, {
    functions: builtinFunctions,
    tables: relationsOf(store),
    nowNs,
    execFunctions: functions,
    hasOtelEndpoint: configs?.otelEndpointConfig !== undefined,
    ...(plugin !== undefined && { plugin: { startNs: plugin.startTimeNs, endNs: plugin.endTimeNs } }),
  });
  return { plan, compiledNs: process.hrtime.bigint() - started };
}

/** An error of execution is not the script's: Pixie answers INTERNAL. */
function execute(
  plan: Plan,
  { store, metadata }: VizierSource,
  nowNs: bigint,
  signal: AbortSignal,
): ExecutionResult {
  try {
    return executePlan(plan, store, { metadata, nowNs }, signal);
  } catch (error) {
    signal.throwIfAborted();
    // What goes beyond a limit is: it has a place.
    if (error instanceof PxlError && error.place !== undefined) throw error;
    if (isChaosError(error)) throw new ConnectError(error.message, Code.Internal);
    throw error;
  }
}

async function encryption({ encryptionOptions }: ExecuteScriptRequest): Promise<EncryptRows | undefined> {
  if (encryptionOptions === undefined || encryptionOptions.jwkKey === '') return undefined;
  try {
    return await encryptionFor(encryptionOptions);
  } catch (error) {
    throw new ConnectError(`the encryption options can't be used: ${messageOf(error)}`, Code.InvalidArgument);
  }
}

const metadata = ({ name, relation }: NamedTable, id: string): NonNullable<ResponseInit['result']> => ({
  case: 'metaData',
  value: { name, id, relation: relationMessage(relation) },
});

async function data(
  batch: BatchInit,
  encrypt: EncryptRows | undefined,
): Promise<NonNullable<ResponseInit['result']>> {
  if (encrypt === undefined) return { case: 'data', value: { batch } };
  const plaintext = toBinary(RowBatchDataSchema, create(RowBatchDataSchema, batch));
  return { case: 'data', value: { encryptedBatch: await encrypt(plaintext) } };
}

const stats = (
  { stats: { recordsProcessed, bytesProcessed } }: ExecutionResult,
  timing: { executionTimeNs: bigint; compilationTimeNs: bigint },
) => ({
  timing,
  recordsProcessed: BigInt(recordsProcessed),
  bytesProcessed: BigInt(bytesProcessed),
});

function planTable(plan: Plan): NamedTable {
  const relation: Relation = [{ name: 'query_plan', type: 'STRING', semanticType: 'ST_NONE' }];
  return {
    name: '__query_plan__',
    relation,
    rows: 1,
    column: () => buildColumn('STRING', [explainPlan(plan)]),
  };
}

/** The message that tells of an error, where the client gets one, and what the call fails with. */
function failureOf(error: unknown): { message?: ResponseInit; error: ConnectError } {
  if (error instanceof PxlError) {
    const status = scriptStatus(error);
    return { message: { status }, error: new ConnectError(status.message, Code.InvalidArgument) };
  }
  const failed =
    error instanceof RowTooLargeError
      ? new ConnectError(`${error.message}, or use head()`, Code.Internal)
      : ConnectError.from(error, Code.Internal);
  // Of a call that was cancelled nobody reads a message.
  if (failed.code === Code.Canceled) return { error: failed };
  return { message: { status: { code: failed.code, message: failed.rawMessage } }, error: failed };
}
