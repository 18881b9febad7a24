import {
  type Configuration,
  type EventSink,
  eventLine,
  type JsonObject,
  type ParsedDocument,
  type RunOutcome,
  type RunTarget,
  runExperiment,
  type Secrets,
  type Strategies,
} from '@chaoskit/core';
import type { RunOptions } from '../command-line/run-options.js';
import { eventConsole } from '../console/event-console.js';
import type { CommandContext } from '../context.js';
import { createEventLogFile } from '../host/event-log-file.js';
import { nodeClock } from '../host/node-clock.js';
import { eventsFile } from '../state/find-run.js';
import { newRunId } from '../state/run-id.js';
import { openStateFolder } from '../state/state-folder.js';
import { runIdentity } from './platform.js';
import type { Session } from './session.js';

export interface PlayParts {
  readonly document: ParsedDocument;
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly strategies: Strategies;
  readonly targets: readonly RunTarget[];
  readonly globalControls: readonly JsonObject[];
}

/** Runs the experiment: its events go to its log, to the console and, with `--json`, to standard output. */
export async function playRun(
  context: CommandContext,
  session: Session,
  { document, ...parts }: PlayParts,
  options: RunOptions,
): Promise<RunOutcome> {
  const { host, log, version } = context;
  const runId = newRunId(host.now());
  const file = eventsFile(openStateFolder(host, options.stateDir, log), runId);
  const logFile = createEventLogFile(file);
  log.debug(`Events of this run are recorded in ${file}`);
  const shown = eventConsole(context);
  try {
    return await runExperiment(
      document,
      {
        runId,
        ...parts,
        ...(options.dry === undefined ? {} : { dry: options.dry }),
        frequencyMs: options.hypothesisFrequency * 1000,
        failFast: options.failFast,
        gateNotMet: options.gateNotMet,
        settings: session.settings,
        identity: runIdentity(version),
      },
      {
        clock: nodeClock,
        signals: session.signals,
        logFile,
        sinks: [{ name: 'console', handle: shown.handle }, ...(options.json ? [jsonSink(context)] : [])],
        ...session.engine,
        onLog: (runLog) => session.pythonLog.passTo(runLog),
        onControls: (around) => session.passControls(around),
      },
    );
  } finally {
    session.pythonLog.passTo(log);
    session.passControls(undefined);
    shown.close();
    logFile.close();
  }
}

const jsonSink = ({ host }: CommandContext): EventSink => ({
  name: 'standard output',
  handle: (event) => host.stdout.write(`${eventLine(event)}\n`),
});
