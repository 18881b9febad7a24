import { messageOf } from '@chaoskit/errors';
import { ActivityFailedError } from '../../activity/outcome-errors.js';
import type { DocumentPath, Issue } from '../../document/issue.js';
import type { Json, JsonObject } from '../../values/json.js';
import { isTruthy } from '../../values/json-object.js';
import { pyStr } from '../../values/py-text.js';
import { RawNumber } from '../../values/raw-number.js';
import { substitute } from '../../values/substitute.js';
import type { ActivityCall, ActivityPlace, Provider, ProviderContext } from '../provider.js';
import { providerOf } from '../provider-of.js';
import { decodeOutput } from './decode-output.js';
import { expandHome, ProgramFinder } from './find-program.js';
import { GroupGuard } from './group-guard.js';
import { processArguments } from './process-arguments.js';
import type { ProcessPorts } from './process-ports.js';
import { ProcessStoppedError, runProcess } from './run-process.js';

const NON_ZERO =
  'This process returned a non-zero exit code. This may indicate some error and not what you expected. Please have a look at the logs.';

/** Runs local programs (core.md §9.2). */
export function processProvider(ports: ProcessPorts): Provider {
  const programs = new ProgramFinder(ports);
  const world = { ...ports, guard: new GroupGuard(ports) };
  return {
    type: 'process',
    check: (activity, place) => check(activity, place, programs),
    run: (call, context) => run(call, context, world, programs),
  };
}

async function check(
  activity: JsonObject,
  place: ActivityPlace,
  programs: ProgramFinder,
): Promise<readonly Issue[]> {
  const provider = providerOf(activity);
  const at = (...path: DocumentPath): Issue['place'] =>
    place.document.locate([...place.path, 'provider', ...path]);
  if (!isTruthy(provider.path)) {
    return [
      {
        severity: 'error',
        code: 'CHAOS_V_PROCESS_PATH_MISSING',
        message: 'a process activity must have a path',
        place: at(),
      },
    ];
  }
  const path = pyStr(provider.path ?? null);
  // What it stands for is only known when it runs.
  if (path.includes('$')) return [];
  const found = programs.find(path, { anew: false });
  const name = pyStr(activity.name ?? null);
  if (found.kind === 'found') return [];
  const hint = path.includes('/')
    ? 'the path is relative to the working directory'
    : 'it is looked up on PATH';
  return [
    {
      severity: 'error',
      code: 'CHAOS_V_PROCESS_PATH_UNKNOWN',
      message: `path '${path}' cannot be found, in activity '${name}'`,
      hint: found.kind === 'missing' ? hint : `${found.path} is there, but may not be executed: chmod +x`,
      place: at('path'),
    },
  ];
}

async function run(
  call: ActivityCall,
  context: ProviderContext,
  ports: ProcessPorts & { readonly guard: GroupGuard },
  programs: ProgramFinder,
): Promise<Json> {
  const { configuration, secrets, provider } = call;
  const path = pyStr(substitute(provider.path ?? '', configuration, secrets));
  const timeoutMs = timeoutOf(substitute(provider.timeout ?? null, configuration, secrets));
  const found = programs.find(path, { anew: true });
  if (found.kind === 'missing') throw new ActivityFailedError(`path '${path}' cannot be found`);
  if (found.kind === 'denied') {
    throw new ActivityFailedError(`no access permission to '${expandHome(path, ports.env)}'`);
  }
  const line = processArguments(call.arguments);
  const [program, args] =
    line.kind === 'shell'
      ? (['/bin/sh', ['-c', `${found.path} ${line.text}`]] as const)
      : ([found.path, line.args] as const);
  const limits = { signal: context.signal, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  const result = await runProcess(program, args, limits, ports).catch((error: unknown) => {
    if (error instanceof ProcessStoppedError && error.stop === 'aborted') throw error;
    throw new ActivityFailedError(messageOf(error), { cause: error });
  });
  if (result.status > 0 && !call.hasTolerance) context.log.warning(NON_ZERO);
  return {
    status: result.status,
    stdout: decodeOutput(result.stdout),
    stderr: decodeOutput(result.stderr),
  };
}

function timeoutOf(value: Json): number | undefined {
  if (value === null) return undefined;
  const seconds =
    value instanceof RawNumber ? value.toNumber() : typeof value === 'object' ? Number.NaN : Number(value);
  if (Number.isNaN(seconds)) {
    throw new ActivityFailedError(`the timeout must be a number of seconds, not ${pyStr(value)}`);
  }
  return seconds * 1000;
}
