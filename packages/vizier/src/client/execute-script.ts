import { create } from '@bufbuild/protobuf';
import { type CallOptions, type Client, Code, ConnectError } from '@connectrpc/connect';
import {
  type ExecuteScriptRequest,
  ExecuteScriptRequestSchema,
  type ExecuteScriptResponse,
  type VizierService,
} from '../gen/vizierapi_pb.js';
import { VizierError } from '../vizier-error.js';
import type { DecryptionKey } from '../wire/encryption.js';
import { callError } from './call-error.js';
import { ResponseReader } from './read-responses.js';
import type { ScriptEvent, ScriptRequest } from './script-events.js';

/** How often a broken stream is taken up again without anything coming of it. */
const mostResumes = 3;

export interface ScriptCall {
  readonly client: Client<typeof VizierService>;
  readonly headers: Headers;
  /** As the user named it. */
  readonly server: string;
  readonly key: DecryptionKey | undefined;
  /** Longest silence of the server, ms. */
  readonly idleMs: number;
}

/**
 * Runs a script and answers what comes of it. A stream that breaks off is resumed as Pixie's Go client does (pixie.md §1.10).
 * Throws `PxlError` for the script's errors, {@link VizierError} for the others, the signal's reason when it is aborted.
 */
export async function* executeScript(
  call: ScriptCall,
  request: ScriptRequest,
  signal: AbortSignal,
): AsyncGenerator<ScriptEvent> {
  const { key, server } = call;
  const reader = new ResponseReader(server, key);
  const encryption = key === undefined ? {} : { encryptionOptions: key.request };
  let message = create(ExecuteScriptRequestSchema, { ...requestFields(request), ...encryption });
  let resumes = 0;
  for (;;) {
    let queryId = '';
    try {
      for await (const response of responses(call, message, signal)) {
        queryId = response.queryId || queryId;
        yield* reader.read(response);
        resumes = 0;
      }
      reader.checkEnd();
      return;
    } catch (error) {
      queryId ||= message.queryId;
      if (!wasCut(error) || signal.aborted || queryId === '' || resumes === mostResumes)
        throw callError(queryId === '' ? error : brokeOff(error, server), server, signal);
      resumes += 1;
      message = create(ExecuteScriptRequestSchema, { clusterId: request.clusterId, queryId, ...encryption });
    }
  }
}

function requestFields({ clusterId, script, functions = [], mutation = false, name = '' }: ScriptRequest) {
  return {
    queryStr: script,
    clusterId,
    mutation,
    queryName: name,
    execFuncs: functions.map((func) => ({
      funcName: func.name,
      argValues: Object.entries(func.args).map(([argument, value]) => ({ name: argument, value })),
      outputTablePrefix: func.prefix,
    })),
  };
}

/** The call's messages; the call ends when the caller leaves, and when nothing comes for too long. */
async function* responses(
  { client, headers, server, idleMs }: ScriptCall,
  message: ExecuteScriptRequest,
  signal: AbortSignal,
): AsyncGenerator<ExecuteScriptResponse> {
  const own = new AbortController();
  const silent = new VizierError('PIXIE_E_TIMEOUT', `nothing came from ${server} for ${idleMs / 1000} s`);
  let timer = setTimeout(() => own.abort(silent), idleMs);
  const options: CallOptions = { headers, signal: AbortSignal.any([signal, own.signal]) };
  try {
    for await (const response of client.executeScript(message, options)) {
      clearTimeout(timer);
      yield response;
      timer = setTimeout(() => own.abort(silent), idleMs);
    }
  } catch (error) {
    throw own.signal.aborted ? own.signal.reason : error;
  } finally {
    clearTimeout(timer);
    own.abort();
  }
}

/** The stream was cut, though the connection stands: the query goes on without its reader. */
const wasCut = (error: unknown): boolean =>
  error instanceof ConnectError &&
  error.code === Code.Internal &&
  /RST_STREAM|stream closed with error code|without sending trailers/i.test(error.message);

/** The connection is gone, and with it what was on its way. */
function brokeOff(error: unknown, server: string): unknown {
  const gone = [Code.Unavailable, Code.Aborted, Code.Canceled];
  if (!(error instanceof ConnectError) || !(wasCut(error) || gone.includes(error.code))) return error;
  return new VizierError('PIXIE_E_BROKEN_OFF', `${server} broke off in mid-stream: ${error.rawMessage}`, {
    hint: 'what came before is not the whole answer; run the script again',
    cause: error,
  });
}
