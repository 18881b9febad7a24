import type { Clock } from '../clock/clock.js';
import type {
  ContainerConfig,
  ContainerExit,
  ContainerId,
  PodConfig,
  PodRuntime,
  ProbeTarget,
} from '../kubelet/pod-runtime.js';

interface RunningContainer {
  readonly config: ContainerConfig;
  readonly startedAt: number;
}

/** How a program of the fake behaves. */
export interface FakeProgram {
  /** Ends by itself this long after its start, with `exitCode` (0). */
  readonly endsAfterMs?: number;
  readonly exitCode?: number;
  /** Can't be started, for this reason. */
  readonly failsToStart?: string;
  /** How long it takes to end after SIGTERM. @default 0 */
  readonly stopsInMs?: number;
  /** Its probes succeed from then on. @default 0 */
  readonly readyAfterMs?: number;
}

/**
 * For tests: pods without processes. A program is known by the first word of its command; one that is not described runs
 * until it is stopped.
 */
export class FakeRuntime implements PodRuntime {
  readonly pods = new Map<string, PodConfig>();
  readonly running = new Map<string, RunningContainer>();
  readonly started: ContainerConfig[] = [];
  readonly execs: string[] = [];
  readonly stops: string[] = [];
  readonly programs: Record<string, FakeProgram> = {};
  /** Probes fail while this says why. */
  probeFailure: string | undefined;
  readonly #clock: Clock;
  readonly #listeners: ((exit: ContainerExit) => void)[] = [];
  #addresses = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async startPod(pod: PodConfig): Promise<{ ip: string }> {
    this.pods.set(pod.uid, pod);
    this.#addresses += 1;
    return { ip: `10.244.0.${this.#addresses + 1}` };
  }

  async startContainer(config: ContainerConfig): Promise<{ pid: number }> {
    const program = this.programs[config.command[0] ?? ''] ?? {};
    if (program.failsToStart !== undefined) throw new Error(program.failsToStart);
    this.started.push(config);
    this.running.set(key(config.id), { config, startedAt: this.#clock.now() });
    if (program.endsAfterMs !== undefined)
      this.#clock.after(program.endsAfterMs, () => this.end(config.id, program.exitCode ?? 0));
    return { pid: this.started.length };
  }

  async stopContainer(id: ContainerId, graceMs: number): Promise<void> {
    this.stops.push(`${id.container} ${graceMs}`);
    const found = this.running.get(key(id));
    if (found === undefined) return;
    const needsMs = this.programs[found.config.command[0] ?? '']?.stopsInMs ?? 0;
    await new Promise<void>((resolve) => {
      this.onContainerExit((exit) => {
        if (key(exit.id) === key(id)) resolve();
      });
      const exitCode = needsMs > graceMs ? 137 : 143;
      this.#clock.after(Math.min(needsMs, graceMs), () => this.end(id, exitCode));
    });
  }

  async exec(_id: ContainerId, command: readonly string[]): Promise<{ exitCode: number; output: string }> {
    this.execs.push(command.join(' '));
    return command[0] === 'false' ? { exitCode: 1, output: 'no' } : { exitCode: 0, output: '' };
  }

  async probe(podUid: string, target: ProbeTarget): Promise<{ ok: boolean; message: string }> {
    if (this.probeFailure !== undefined) return { ok: false, message: this.probeFailure };
    const found = [...this.running.values()].find(({ config }) => config.id.podUid === podUid);
    if (found === undefined) return { ok: false, message: 'nothing runs' };
    const readyAfterMs = this.programs[found.config.command[0] ?? '']?.readyAfterMs ?? 0;
    const ok = this.#clock.now() >= found.startedAt + readyAfterMs;
    return { ok, message: ok ? '' : `${target.kind}: connection refused` };
  }

  async removePod(podUid: string): Promise<void> {
    for (const { config } of [...this.running.values()])
      if (config.id.podUid === podUid) this.end(config.id, 137);
    this.pods.delete(podUid);
  }

  onContainerExit(listener: (exit: ContainerExit) => void): void {
    this.#listeners.push(listener);
  }

  /** Ends a container's process. */
  end(id: ContainerId, exitCode: number): void {
    if (!this.running.delete(key(id))) return;
    const finishedAt = new Date(this.#clock.now()).toISOString();
    for (const listener of this.#listeners) listener({ id, exitCode, finishedAt });
  }
}

function key({ podUid, container, attempt }: ContainerId): string {
  return `${podUid}/${container}/${attempt}`;
}
