import { parseEventLine } from '@chaoskit/core';
import { ChaosError } from '@chaoskit/errors';
import type { TailOptions } from '../command-line/other-options.js';
import { eventConsole } from '../console/event-console.js';
import type { CommandContext } from '../context.js';
import { followLines } from '../host/follow-lines.js';
import { interruptible } from '../host/interruptible.js';
import { endProcess } from '../host/node-host.js';
import { nodeSignals } from '../host/node-signals.js';
import { findRun } from '../state/find-run.js';
import { stateFolderPath } from '../state/state-folder.js';

/** `chaos tail RUN`: what a run has done so far and does, until it ends. A run that was killed is told as an error, once all it did is shown. */
export async function tailCommand(
  context: CommandContext,
  name: string,
  { stateDir, json }: TailOptions,
): Promise<number> {
  const { host } = context;
  const run = findRun(stateFolderPath(host, stateDir), name);
  const shown = eventConsole(context);
  const atOnce = () => void endProcess(130);
  try {
    await interruptible(nodeSignals, atOnce, async ({ signal }) => {
      for await (const line of followLines(run.eventsFile, signal)) {
        const event = parseEventLine(line);
        if (event === undefined) continue;
        if (json) host.stdout.write(`${line}\n`);
        else shown.handle(event);
        if (event.type === 'run-ended') return;
      }
      if (!signal.aborted) throw brokenOff(run.id);
    });
  } finally {
    shown.close();
  }
  return 0;
}

const brokenOff = (id: string): ChaosError =>
  new ChaosError(
    'CHAOS_E_RUN_BROKEN_OFF',
    `run ${id} was broken off: its process is gone and it has no end`,
    {
      hint: `its rollbacks may not have run: 'chaos undo ${id}' takes back what it changed, 'chaos journal ${id}' tells what it did`,
    },
  );
