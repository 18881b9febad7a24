import { messageOf } from '@chaoskit/errors';
import type { EventClock, LogFile } from '../events/event-log.js';
import type { Logger } from '../events/logger.js';
import { type EventSink, RunRecorder } from '../events/run-recorder.js';
import type { DefinitionPorts } from '../extension/definition-context.js';
import type { FoundDefinition } from '../extension/definition-registry.js';
import { runDefinition } from '../extension/run-definition.js';
import type { Configuration, Secrets } from '../providers/provider.js';
import { isJsonObject } from '../values/json-object.js';
import type { PendingUndo, RecordedUndos } from './recorded-undos.js';
import { refersToSecrets, revealSecrets } from './reveal-secrets.js';
import { secretsOf } from './secrets-of.js';

export interface UndoDeps extends DefinitionPorts {
  /** A built-in definition by its full name. */
  readonly find: (name: string) => Promise<FoundDefinition | undefined>;
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  /** The log of the run. */
  readonly logFile: LogFile;
  readonly clock: DefinitionPorts['clock'] & EventClock;
  readonly log: Logger;
  /** Are told each event, after it is in the log. */
  readonly sinks: readonly EventSink[];
}

/**
 * Takes back what a run changed, the last change first; each undo is in the run's log before it is played, and so is its outcome.
 * One that fails does not keep the others from being played. Answers how many changes are left. Throws `EventLogError` where the
 * log can't be written: a change whose outcome is not in it would be taken back again.
 */
export async function playUndos(
  { pending, lastSeq }: RecordedUndos,
  deps: UndoDeps,
  signal: AbortSignal,
): Promise<number> {
  const recorder = new RunRecorder(deps.logFile, deps.clock, deps.sinks, deps.secrets, lastSeq);
  let left = pending.length;
  for (const undo of pending) {
    if (signal.aborted) break;
    const { seq: of, definition, activity } = undo;
    recorder.announce({ type: 'undo-started', of, definition, activity });
    try {
      await playUndo(undo, deps, signal);
      recorder.announce({ type: 'undo-ended', of, status: 'succeeded' });
      left -= 1;
    } catch (reason) {
      recorder.announce({ type: 'undo-ended', of, status: 'failed', error: messageOf(reason) });
    }
  }
  return left;
}

async function playUndo(undo: PendingUndo, deps: UndoDeps, signal: AbortSignal): Promise<void> {
  if (undo.arguments === undefined) throw new Error('what was there before the change could not be read');
  const found = await deps.find(undo.definition);
  if (found === undefined)
    throw new Error('this chaos has no such activity: use the one that the run was made with');
  const args = revealSecrets(undo.arguments, deps.secrets);
  if (refersToSecrets(args) || !isJsonObject(args))
    throw new Error('it needs a secret that the experiment does not have any more');
  const provider = { type: 'python', secrets: [...(undo.secrets ?? [])] };
  await runDefinition(
    found.definition,
    {
      type: 'action',
      name: undo.activity,
      activity: { type: 'action', name: undo.activity, provider },
      provider,
      arguments: args,
      configuration: deps.configuration,
      secrets: deps.secrets,
      injectedSecrets: secretsOf(undo, deps.secrets),
      background: false,
      hasTolerance: false,
    },
    // An undo of an undo is what the run did.
    { signal, log: deps.log, recordUndo: async () => {} },
    deps,
  );
}
