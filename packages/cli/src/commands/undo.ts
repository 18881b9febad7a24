import {
  type Configuration,
  parseDocument,
  playUndos,
  type RecordedUndos,
  recordedUndos,
  refersToSecrets,
  refuseOtherCluster,
  type Secrets,
  stringifyJson,
} from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';
import type { UndoOptions } from '../command-line/other-options.js';
import { eventConsole } from '../console/event-console.js';
import type { CommandContext } from '../context.js';
import { reopenEventLogFile } from '../host/event-log-file.js';
import { interruptible } from '../host/interruptible.js';
import { isWritten } from '../host/is-written.js';
import { nodeClock } from '../host/node-clock.js';
import { endProcess } from '../host/node-host.js';
import { nodeSignals } from '../host/node-signals.js';
import { runEnvironment } from '../run/environment.js';
import { type Overrides, readOverrides } from '../run/overrides.js';
import { resolveValues } from '../run/resolve-values.js';
import { openSession, type Session } from '../run/session.js';
import { sandboxOfFolder } from '../sandbox/sandbox-of-folder.js';
import { findRun } from '../state/find-run.js';
import { readRun } from '../state/read-run.js';
import { stateFolderPath } from '../state/state-folder.js';
import { hasErrors, reportIssues } from '../validation/report-issues.js';

/** Something that the run changed is still changed (design: one run, as data). */
const RESIDUE = 5;

/** `chaos undo RUN`: takes back what a run changed and did not put back, also a run that was killed; the last change first. */
export function undoCommand(context: CommandContext, name: string, options: UndoOptions): Promise<number> {
  const { host, log } = context;
  return interruptible(
    nodeSignals,
    () => void endProcess(RESIDUE),
    async ({ signal }) => {
      const run = findRun(stateFolderPath(host, options.stateDir), name);
      if (isWritten(run.eventsFile))
        throw new ChaosError('CHAOS_E_RUN_GOES_ON', `run ${run.id} goes on, or is being undone`, {
          hint: 'wait for its end, or end it with SIGTERM: its rollbacks come first',
        });
      const recorded = recordedUndos(await readRun(run));
      if (recorded === undefined || recorded.pending.length === 0) {
        log.info(`Run ${run.id} has left nothing that can be undone`);
        return 0;
      }
      const overrides = await readOverrides(options, log);
      const session = await openUndoSession(context, recorded, options, overrides, signal);
      try {
        const values = await valuesOf(recorded, overrides, context, session, signal);
        if (values === undefined) return 1;
        const { engine, env } = session;
        if (options.context === undefined) {
          const refusal = await refuseOtherCluster(recorded, { find: engine.findByName, env, ...values });
          if (refusal !== undefined) throw refusal;
        }
        return await play(context, run.eventsFile, recorded, { session, values, signal });
      } finally {
        await session.close();
      }
    },
  );
}

async function openUndoSession(
  context: CommandContext,
  { targets }: RecordedUndos,
  options: UndoOptions,
  overrides: Overrides,
  signal: AbortSignal,
): Promise<Session> {
  const { host, distFolder } = context;
  const sandbox = await sandboxOfFolder(host, options.stateDir);
  const env = runEnvironment({
    process: host.env,
    overrides: overrides.env,
    distFolder,
    ...(sandbox === undefined
      ? {}
      : { sandbox, throwAway: targets.some(({ server }) => server === sandbox.server) }),
    ...(options.context === undefined ? {} : { context: options.context }),
  });
  return openSession(context, { env, python: 'native', folder: host.cwd(), signal });
}

interface Values {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
}

/** Secrets are not in the log: where an undo needs them they are looked up again. Undefined where one can't be had, which is said. */
async function valuesOf(
  { experiment, pending }: RecordedUndos,
  overrides: Overrides,
  { log }: CommandContext,
  session: Session,
  signal: AbortSignal,
): Promise<Values | undefined> {
  const needsSecrets = pending.some(
    (undo) => (undo.secrets ?? []).length > 0 || refersToSecrets(undo.arguments ?? null),
  );
  if (!needsSecrets) return { configuration: {}, secrets: {} };
  const text = stringifyJson(experiment);
  const document = await parseDocument({ source: 'the experiment of the run', text, format: 'json' });
  const values = await resolveValues(document, overrides, session, signal);
  reportIssues(values.issues, log);
  return hasErrors(values.issues) ? undefined : values;
}

async function play(
  context: CommandContext,
  file: string,
  recorded: RecordedUndos,
  {
    session,
    values,
    signal,
  }: { readonly session: Session; readonly values: Values; readonly signal: AbortSignal },
): Promise<number> {
  const { log } = context;
  const logFile = reopenEventLogFile(file);
  const shown = eventConsole(context);
  try {
    const left = await playUndos(
      recorded,
      {
        clock: nodeClock,
        env: session.env,
        find: session.engine.findByName,
        ...values,
        logFile,
        log,
        sinks: [{ name: 'console', handle: shown.handle }],
      },
      signal,
    );
    const done = recorded.pending.length - left;
    log.info(`Changes undone: ${done} of ${recorded.pending.length}`);
    return left === 0 ? 0 : RESIDUE;
  } finally {
    shown.close();
    logFile.close();
  }
}
