import path from 'node:path';
import { messageOf } from '@chaoskit/errors';
import { pause } from '../../clock/pause.js';
import type { Container, Pod, Probe, RestartPolicy } from '../../kinds/pod.js';
import { ConfigError } from '../config/config-error.js';
import { type ContainerContext, containerConfig, runsNothing } from '../config/container-config.js';
import type { KubeletDeps } from '../kubelet-deps.js';
import type { ContainerExit, ContainerId } from '../pod-runtime.js';
import { ContainerProbes } from './container-probes.js';
import type { ContainerState, ContainerView, Ended } from './container-state.js';
import { graceOf, stopContainer } from './container-stop.js';
import { runHook } from './lifecycle-hook.js';
import { type KnownImage, StartGate, type Verdict } from './start-gate.js';

/** How long after a stop its exit may be told, in milliseconds. */
const exitGraceMs = 1_000;

export interface ContainerOwner {
  /** The pod as it is now. */
  pod(): Pod;
  context(): ContainerContext;
  /** State, readiness or restarts are others now: write the status, think again. */
  changed(): void;
  event(type: 'Normal' | 'Warning', reason: string, message: string, container: Container): void;
}

/**
 * One container: starts it when its pod lets it, follows its process and probes, and starts it again as the policy and the
 * back-off say.
 */
export class ContainerWorker {
  readonly container: Container;
  readonly #gate: StartGate;
  readonly #owner: ContainerOwner;
  readonly #deps: KubeletDeps;
  readonly #closed = new AbortController();
  #state: ContainerState = { kind: 'waiting', reason: 'ContainerCreating' };
  #last: Ended | undefined;
  #attempt = -1;
  #probes: ContainerProbes | undefined;
  /** A placeholder: there is no process. */
  #virtual = false;
  #starting: Promise<void> | undefined;
  #killing: Promise<void> | undefined;
  /** The process may end before the call that started it answers. */
  #earlyExit: ContainerExit | undefined;
  readonly #whenEnded: (() => void)[] = [];
  #cancelWake: (() => void) | undefined;

  constructor(container: Container, policy: RestartPolicy, owner: ContainerOwner, deps: KubeletDeps) {
    this.container = container;
    this.#gate = new StartGate(container, policy, deps);
    this.#owner = owner;
    this.#deps = deps;
  }

  get view(): ContainerView {
    const running = this.#state.kind === 'running';
    return {
      state: this.#state,
      last: this.#last,
      restarts: Math.max(0, this.#attempt),
      started: running && this.#probes?.started === true,
      ready: running && this.#probes?.ready === true,
      attempted: this.#attempt >= 0,
    };
  }

  /** Ended, and the policy does not start it again. */
  get isOver(): boolean {
    return this.#gate.isOver(this.#state);
  }

  /** Starts it, or starts it again, if it is time. */
  tick(): void {
    const busy = this.#starting !== undefined || this.#killing !== undefined;
    if (busy || this.#closed.signal.aborted || this.#state.kind === 'running') return;
    const verdict = this.#gate.ask(this.#state, this.#last, this.#owner.pod());
    if (verdict.kind === 'wait') this.#wait(verdict);
    else if (verdict.kind === 'start')
      this.#starting = Promise.resolve().then(() => this.#start(verdict.image, verdict.before));
  }

  /** The process of attempt `exit.id.attempt` has ended. */
  exited(exit: ContainerExit): void {
    if (exit.id.attempt !== this.#attempt) return;
    if (this.#state.kind === 'running') this.#end(exit.exitCode, exit.exitCode === 0 ? 'Completed' : 'Error');
    else this.#earlyExit = exit;
  }

  /**
   * Ends it for good: the hook, SIGTERM, and SIGKILL after `graceMs`; resolves when it is gone. A second call with less
   * time shortens the first.
   */
  async stop(graceMs: number): Promise<void> {
    this.#closed.abort();
    this.#cancelWake?.();
    await this.#starting;
    await this.#kill(graceMs, `Stopping container ${this.container.name}`);
  }

  get #id(): ContainerId {
    return {
      podUid: this.#owner.pod().metadata.uid,
      container: this.container.name,
      attempt: this.#attempt,
    };
  }

  get #at(): { pod: Pod; container: Container; id: ContainerId } {
    return { pod: this.#owner.pod(), container: this.container, id: this.#id };
  }

  #event(type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#owner.event(type, reason, message, this.container);
  }

  #wait({ ms, state, events }: Verdict & { kind: 'wait' }): void {
    this.#cancelWake?.();
    this.#cancelWake = this.#deps.clock.after(ms, () => this.#owner.changed());
    if (this.#state.kind === 'waiting' && this.#state.reason === state.reason) return;
    for (const { type, reason, message } of events) this.#event(type, reason, message);
    if (this.#state.kind === 'terminated') this.#last = this.#state;
    this.#state = state;
    this.#owner.changed();
  }

  async #start(image: KnownImage, before: Ended | undefined): Promise<void> {
    const { runtime, clock, files, placeholderStartMs } = this.#deps;
    try {
      this.#event('Normal', 'Pulled', `Container image "${this.container.image}" already present on machine`);
      const id = { ...this.#id, attempt: this.#attempt + 1 };
      const config = runsNothing(this.container, image)
        ? undefined
        : containerConfig(this.container, image, id, this.#owner.context());
      if (before !== undefined) this.#gate.noteRestart();
      this.#last = before;
      this.#attempt = id.attempt;
      this.#earlyExit = undefined;
      this.#virtual = config === undefined;
      this.#event('Normal', 'Created', `Created container: ${this.container.name}`);
      if (config !== undefined) {
        await files.makeFolder(path.dirname(config.logFile));
        await runtime.startContainer(config, this.#closed.signal);
      } else if (placeholderStartMs > 0) {
        // One that is to stop is started at once, and then ended as any other.
        await pause(placeholderStartMs, clock, this.#closed.signal).catch(() => undefined);
      }
      this.#event('Normal', 'Started', `Started container ${this.container.name}`);
      this.#state = { kind: 'running', attempt: this.#attempt, startedAt: clock.now() };
    } catch (reason) {
      this.#startFailed(reason);
    }
    this.#starting = undefined;
    if (this.#state.kind === 'running') await this.#afterStart();
    this.#owner.changed();
  }

  #startFailed(reason: unknown): void {
    if (this.#closed.signal.aborted) return;
    const message = messageOf(reason);
    const now = this.#deps.clock.now();
    this.#event('Warning', 'Failed', `Error: ${message}`);
    if (reason instanceof ConfigError) {
      this.#gate.noteMissing();
      this.#state = { kind: 'waiting', reason: 'CreateContainerConfigError', message };
      return;
    }
    const ended = { exitCode: 128, reason: 'StartError', message, startedAt: undefined, finishedAt: now };
    this.#state = { kind: 'terminated', attempt: this.#attempt, ...ended };
  }

  async #afterStart(): Promise<void> {
    const early = this.#earlyExit;
    if (early !== undefined) {
      this.exited(early);
      return;
    }
    this.#owner.changed();
    const hook = this.container.lifecycle?.postStart;
    if (hook !== undefined && !this.#virtual) {
      const attempt = this.#attempt;
      const failure = await runHook(hook, this.#at, this.#deps, this.#closed.signal);
      if (this.#state.kind !== 'running' || this.#attempt !== attempt) return;
      if (failure !== undefined && !this.#closed.signal.aborted) {
        this.#event('Warning', 'FailedPostStartHook', failure);
        await this.#kill(graceOf(this.#owner.pod()), 'FailedPostStartHook');
        return;
      }
    }
    if (!this.#closed.signal.aborted) this.#startProbes();
  }

  #startProbes(): void {
    const { podIP } = this.#owner.context().place;
    const { pod, container, id } = this.#at;
    const deps = { runtime: this.#deps.runtime, clock: this.#deps.clock, podIP };
    this.#probes = new ContainerProbes(pod, container, id, deps, {
      changed: () => this.#owner.changed(),
      unhealthy: (message) => this.#event('Warning', 'Unhealthy', message),
      mustRestart: (message, probe) => void this.#restart(message, probe),
    });
    this.#probes.start();
  }

  /** A probe wants it gone. What comes then is up to the policy. */
  async #restart(message: string, { terminationGracePeriodSeconds }: Probe): Promise<void> {
    const graceMs =
      terminationGracePeriodSeconds === undefined
        ? graceOf(this.#owner.pod())
        : terminationGracePeriodSeconds * 1000;
    await this.#kill(graceMs, message);
    this.#owner.changed();
  }

  async #kill(graceMs: number, message: string): Promise<void> {
    if (this.#state.kind !== 'running') return;
    if (this.#killing !== undefined) {
      if (!this.#virtual)
        void stopContainer(
          { ...this.#at, container: withoutHooks(this.container) },
          graceMs,
          this.#deps,
          () => {},
        );
      await this.#killing;
      return;
    }
    this.#event('Normal', 'Killing', message);
    this.#killing = this.#bringDown(graceMs);
    await this.#killing;
    this.#killing = undefined;
  }

  async #bringDown(graceMs: number): Promise<void> {
    this.#probes?.stop();
    if (this.#virtual) {
      this.#end(0, 'Completed');
      return;
    }
    const { attempt } = this.#id;
    const ended = new Promise<void>((resolve) => this.#whenEnded.push(resolve));
    await stopContainer(this.#at, graceMs, this.#deps, (failure) =>
      this.#event('Warning', 'FailedPreStopHook', failure),
    );
    // The exit is told apart from the answer and may come a moment later.
    const cancel = this.#deps.clock.after(exitGraceMs, () => {
      if (this.#attempt === attempt) this.#end(137, 'ContainerStatusUnknown');
    });
    await ended;
    cancel();
  }

  #end(exitCode: number, reason: string): void {
    if (this.#state.kind !== 'running') return;
    this.#probes?.stop();
    this.#probes = undefined;
    const { attempt, startedAt } = this.#state;
    const finishedAt = this.#deps.clock.now();
    this.#state = { kind: 'terminated', attempt, exitCode, reason, startedAt, finishedAt };
    for (const resolve of this.#whenEnded.splice(0)) resolve();
    this.#owner.changed();
  }
}

/** A stop that is shortened does not run the hook again. */
function withoutHooks(container: Container): Container {
  const { lifecycle: _, ...rest } = container;
  return rest as Container;
}
