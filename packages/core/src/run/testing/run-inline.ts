import type { AroundActivity } from '../../controls/control-desk.js';
import type { ControlHost } from '../../controls/control-host.js';
import { describeEvent } from '../../events/describe-event.js';
import { foldJournal } from '../../events/journal-fold.js';
import { parseEventLine } from '../../events/read-event-log.js';
import type { RunEvent, SignalName } from '../../events/run-event.js';
import type { Provider, Secrets } from '../../providers/provider.js';
import { ProviderRegistry } from '../../providers/provider-registry.js';
import type { PlainJson } from '../../values/json.js';
import { parseJson } from '../../values/parse-json.js';
import { toPlain } from '../../values/plain.js';
import type { Clock } from '../ports.js';
import { runExperiment } from '../run-experiment.js';
import type { RunOptions, RunOutcome } from '../run-types.js';
import { VirtualClock } from './virtual-clock.js';

export interface InlineRun {
  readonly outcome: RunOutcome;
  readonly journal: { readonly [key: string]: PlainJson };
  /** `LEVEL message` from INFO up, as the console shows it. */
  readonly log: readonly string[];
  readonly events: readonly RunEvent[];
  /** The event log's text. */
  readonly text: string;
}

export interface InlineOptions extends Partial<Omit<RunOptions, 'strategies'>> {
  readonly hypothesis?: RunOptions['strategies']['hypothesis'];
  readonly rollbacks?: RunOptions['strategies']['rollbacks'];
  readonly providers?: readonly Provider[];
  readonly controlHosts?: readonly ControlHost[];
  /** Virtual time unless the test does real work besides. */
  readonly clock?: Clock;
  /** Sends signals: called with each event, after it was written. */
  readonly onEvent?: (event: RunEvent, send: (signal: SignalName) => void) => void;
  /** Throws to make the event log fail. */
  readonly onWrite?: (text: string) => void;
  readonly secrets?: Secrets;
  /** Given what calls controls around activities that are no steps of the run. */
  readonly onControls?: (around: AroundActivity) => void;
}

/** Runs an experiment through the front door, with virtual time and an event log in memory. */
export async function runInline(experiment: PlainJson, options: InlineOptions = {}): Promise<InlineRun> {
  const { hypothesis, rollbacks, providers, controlHosts, clock, onEvent, onWrite, onControls, ...rest } =
    options;
  let text = '';
  const events: RunEvent[] = [];
  let send: (signal: SignalName) => void = () => {};
  const outcome = await runExperiment(
    parseJson(JSON.stringify(experiment), 'experiment.json'),
    {
      runId: 'run-1',
      configuration: {},
      secrets: {},
      strategies: { hypothesis: hypothesis ?? 'default', rollbacks: rollbacks ?? 'default' },
      identity: { chaoslibVersion: '1.45.1', chaoskitVersion: '0.1.0', platform: 'Test', node: 'here' },
      ...rest,
    },
    {
      clock: clock ?? new VirtualClock(),
      signals: {
        listen: (listener) => {
          send = listener;
          return () => {
            send = () => {};
          };
        },
      },
      logFile: {
        append: (line) => {
          onWrite?.(line);
          text += line;
        },
        sync: () => {},
      },
      sinks: [
        {
          name: 'test',
          handle: (event) => {
            events.push(event);
            onEvent?.(event, (signal) => {
              send(signal);
            });
          },
        },
      ],
      providers: new ProviderRegistry(providers ?? []),
      controlHosts: controlHosts ?? [],
      ...(onControls === undefined ? {} : { onControls }),
    },
  );
  return {
    outcome,
    journal: toPlain(outcome.journal) as { readonly [key: string]: PlainJson },
    log: events
      .flatMap(describeEvent)
      .filter((line) => line.level !== 'DEBUG')
      .map((line) => `${line.level} ${line.message}`),
    events,
    text,
  };
}

/** The journal that the text of a log gives. */
export function journalOf(text: string): PlainJson {
  const events = text.split('\n').flatMap((line) => parseEventLine(line) ?? []);
  return toPlain(foldJournal(events));
}
