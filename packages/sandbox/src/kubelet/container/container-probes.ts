import type { Clock } from '../../clock/clock.js';
import type { Container, Pod, Probe } from '../../kinds/pod.js';
import type { ContainerId, PodRuntime } from '../pod-runtime.js';
import { handlerTarget, timeoutMessage } from './handler-target.js';
import { ProbeLoop } from './probe-loop.js';

type Kind = 'startup' | 'readiness' | 'liveness';

const titles = { startup: 'Startup', readiness: 'Readiness', liveness: 'Liveness' } as const;

export interface ProbesDeps {
  readonly runtime: PodRuntime;
  readonly clock: Clock;
  readonly podIP: string;
}

export interface ProbesEvents {
  /** `started` or `ready` is another now. */
  changed(): void;
  /** For an event `Unhealthy`. */
  unhealthy(message: string): void;
  /** The container must be killed and, if its pod's policy says so, started again. */
  mustRestart(message: string, probe: Probe): void;
}

/** The probes of one running container: startup first, then readiness and liveness. */
export class ContainerProbes {
  readonly #pod: Pod;
  readonly #container: Container;
  readonly #id: ContainerId;
  readonly #deps: ProbesDeps;
  readonly #events: ProbesEvents;
  readonly #loops: ProbeLoop[] = [];
  #started: boolean;
  #ready = false;

  constructor(pod: Pod, container: Container, id: ContainerId, deps: ProbesDeps, events: ProbesEvents) {
    this.#pod = pod;
    this.#container = container;
    this.#id = id;
    this.#deps = deps;
    this.#events = events;
    this.#started = container.startupProbe === undefined;
  }

  get started(): boolean {
    return this.#started;
  }

  get ready(): boolean {
    return this.#started && (this.#container.readinessProbe === undefined || this.#ready);
  }

  start(): void {
    const { startupProbe } = this.#container;
    if (startupProbe === undefined) {
      this.#startOthers();
      return;
    }
    const loop = this.#loop('startup', startupProbe, (ok) => {
      loop.stop();
      if (!ok) {
        this.#kill('startup', startupProbe);
        return;
      }
      this.#started = true;
      this.#startOthers();
      this.#events.changed();
    });
    loop.start();
  }

  stop(): void {
    for (const loop of this.#loops) loop.stop();
  }

  #startOthers(): void {
    const { readinessProbe, livenessProbe } = this.#container;
    if (readinessProbe !== undefined)
      this.#loop('readiness', readinessProbe, (ok) => {
        this.#ready = ok;
        this.#events.changed();
      }).start();
    if (livenessProbe !== undefined) {
      const loop = this.#loop('liveness', livenessProbe, (ok) => {
        if (ok) return;
        loop.stop();
        this.#kill('liveness', livenessProbe);
      });
      loop.start();
    }
  }

  #kill(kind: Kind, probe: Probe): void {
    this.#events.mustRestart(
      `Container ${this.#container.name} failed ${kind} probe, will be restarted`,
      probe,
    );
  }

  #loop(kind: Kind, probe: Probe, turned: (ok: boolean) => void): ProbeLoop {
    const { runtime, clock, podIP } = this.#deps;
    const target = handlerTarget(probe, this.#pod, this.#container, this.#id);
    const failed = (message: string): void =>
      this.#events.unhealthy(`${titles[kind]} probe failed: ${message}`);
    const loop =
      target === undefined
        ? new ProbeLoop(probe, missingTarget, '', { failed, turned }, clock)
        : new ProbeLoop(
            probe,
            (signal) => runtime.probe(this.#pod.metadata.uid, target, signal),
            timeoutMessage(target, podIP, probe.timeoutSeconds ?? 1),
            { failed, turned },
            clock,
          );
    this.#loops.push(loop);
    return loop;
  }
}

async function missingTarget(): Promise<{ ok: boolean; message: string }> {
  return { ok: false, message: "couldn't find the port that it names" };
}
