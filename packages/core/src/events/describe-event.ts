import type { Json } from '../values/json.js';
import { isJsonObject } from '../values/json-object.js';
import { pyStr } from '../values/py-text.js';
import { floatValue } from '../values/python-number.js';
import type { LogLevel } from './logger.js';
import type {
  ActivityEnded,
  ActivityStarted,
  PhaseEnded,
  PhaseStarted,
  RunEvent,
  SignalEvent,
} from './run-event.js';

/** One line of the log, without prefix and colour. */
export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
}

const debug = (message: string): LogLine => ({ level: 'DEBUG', message });
const info = (message: string): LogLine => ({ level: 'INFO', message });
const warning = (message: string): LogLine => ({ level: 'WARNING', message });
const error = (message: string): LogLine => ({ level: 'ERROR', message });
const critical = (message: string): LogLine => ({ level: 'CRITICAL', message });

/** What the reference's log says about an event (core.md §11-13, §22). Pure: the console is nothing but this. */
export function describeEvent(event: RunEvent): readonly LogLine[] {
  switch (event.type) {
    case 'run-started':
      return event.targets.map((target) =>
        info(`Target: context ${target.context}, server ${target.server}`),
      );
    case 'phase-started':
      return [info(phaseStart(event))];
    case 'phase-ended':
      return phaseEnd(event);
    case 'activity-started':
      return [
        info(activityStart(event)),
        ...(event.dry ? [debug(`Activity ${nameOf(event)} is in dry mode`)] : []),
      ];
    case 'activity-ended':
      return activityEnd(event);
    case 'tolerance-checked':
      return [
        ...(event.message === undefined ? [] : [debug(event.message)]),
        ...(event.error === undefined ? [] : [error(`  => the tolerance can't be judged: ${event.error}`)]),
      ];
    case 'undo-recorded':
      return event.arguments === undefined
        ? [warning(`The state before can't be read, so ${event.definition} can't be recorded as its undo`)]
        : [];
    case 'undo-started':
      return [info(`Undo of '${event.activity}': ${event.definition}`)];
    case 'undo-ended':
      return event.error === undefined ? [debug('  => undone')] : [error(`  => not undone: ${event.error}`)];
    case 'log':
      return [{ level: event.level, message: event.message }];
    case 'signal':
      return signalLines(event);
    case 'control-called':
    case 'document-patched':
    case 'values-patched':
    case 'journal-patched':
    case 'run-ended':
      return [];
  }
}

function phaseStart(event: PhaseStarted): string {
  switch (event.phase) {
    case 'experiment':
      return `Running experiment: ${pyStr(event.title)}`;
    case 'method':
      return "Playing your experiment's method now...";
    case 'rollbacks':
      return "Let's rollback...";
    case 'continuous':
      return `Executing the steady-state hypothesis continuously every ${pyStr(floatValue(event.frequencyMs / 1000))} seconds`;
    case 'hypothesis':
      return `Steady state hypothesis: ${pyStr(event.title)}`;
  }
}

function phaseEnd(event: PhaseEnded): LogLine[] {
  switch (event.phase) {
    case 'experiment':
      return [
        info(`Experiment ended with status: ${event.deviated ? 'deviated' : event.status}`),
        ...(event.deviated
          ? [info('The steady-state has deviated, a weakness may have been discovered')]
          : []),
      ];
    case 'continuous':
      return [info('Continuous steady state hypothesis terminated')];
    case 'hypothesis':
      return hypothesisEnd(event);
    case 'method':
    case 'rollbacks':
      return [];
  }
}

function hypothesisEnd(event: PhaseEnded & { phase: 'hypothesis' }): LogLine[] {
  if (event.met) return [info('Steady state hypothesis is met!')];
  const probe = pyStr(event.probe ?? null);
  return [
    ...(event.probeFailed === true
      ? [warning('Probe terminated unexpectedly, so its tolerance could not be validated')]
      : []),
    event.moment === 'during'
      ? warning(`Continuous steady state probe '${probe}' is not in the given tolerance`)
      : critical(`Steady state probe '${probe}' is not in the given tolerance so failing this experiment`),
  ];
}

function nameOf(event: ActivityStarted): string {
  return pyStr(event.activity.name ?? null);
}

function activityStart(event: ActivityStarted): string {
  const kind = event.activity.type === 'probe' ? 'Probe' : 'Action';
  return `${kind}: ${nameOf(event)}${event.activity.background === true ? ' [in background]' : ''}`;
}

function activityEnd(event: ActivityEnded): LogLine[] {
  if (event.status === 'failed') {
    return event.interrupted === true ? [] : [error(`  => failed: ${event.error ?? ''}`)];
  }
  return [
    debug(
      hasValue(event.output)
        ? `  => succeeded with '${pyStr(event.output)}'`
        : '  => succeeded without any result value',
    ),
  ];
}

function hasValue(output: Json): boolean {
  if (output === null || output === false || output === '' || output === 0) return false;
  return !isJsonObject(output) || Object.keys(output).length > 0;
}

function signalLines(event: SignalEvent): LogLine[] {
  if (event.last) return [warning('Received a second signal, ending at once')];
  if (event.name === 'SIGINT') return [warning('Received a termination signal (Ctrl-C)...')];
  if (event.name === 'SIGTERM') {
    return [
      warning('Caught SIGTERM signal, interrupting experiment now'),
      critical('SIGTERM signal received'),
    ];
  }
  return [
    warning(`Received the exit signal: ${event.exitCode}`),
    ...(event.exitCode === 30 ? [warning('Ignoring rollbacks as per signal')] : []),
  ];
}
