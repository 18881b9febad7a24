import { messageOf } from '@chaoskit/errors';
import type { Clock } from '../../clock/clock.js';
import { pause } from '../../clock/pause.js';
import type { Container, Handler, Pod } from '../../kinds/pod.js';
import type { ContainerId, PodRuntime } from '../pod-runtime.js';
import { handlerTarget } from './handler-target.js';

/** Runs a `postStart` or `preStop` hook to its end. Answers why it failed, or nothing. */
export async function runHook(
  hook: Handler,
  at: { readonly pod: Pod; readonly container: Container; readonly id: ContainerId },
  deps: { readonly runtime: PodRuntime; readonly clock: Clock },
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    if (hook.sleep !== undefined) {
      await pause(hook.sleep.seconds * 1000, deps.clock, signal);
      return undefined;
    }
    if (hook.exec !== undefined) {
      const { exitCode, output } = await deps.runtime.exec(at.id, hook.exec.command ?? [], signal);
      if (exitCode === 0) return undefined;
      const command = (hook.exec.command ?? []).join(' ');
      return `Exec lifecycle hook ([${command}]) for Container "${at.container.name}" failed - error: command '${command}' exited with ${exitCode}: ${output}`;
    }
    const target = handlerTarget(hook, at.pod, at.container, at.id);
    if (target === undefined) return 'the hook names a port that is not declared';
    const { ok, message } = await deps.runtime.probe(at.pod.metadata.uid, target, signal);
    return ok ? undefined : message;
  } catch (reason) {
    return signal.aborted ? 'the grace period was over before the hook had ended' : messageOf(reason);
  }
}
