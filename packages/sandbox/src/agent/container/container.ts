import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { Readable } from 'node:stream';
import type { ContainerConfig, ContainerExit } from '../../kubelet/pod-runtime.js';
import { StartError } from '../../kubelet/start-error.js';
import { linesOf } from '../control/json-lines.js';
import type { Tools } from '../host/tools.js';
import { descriptors } from './container-script.js';
import { CriLog } from './cri-log.js';

export interface ContainerDeps {
  readonly tools: Tools;
  /** Path of the pod's network namespace. */
  readonly network: string;
  /** The container's init, see `containerScript`. */
  readonly scriptFile: string;
  readonly now: () => string;
  readonly warn: (message: string) => void;
}

/** One container: its process tree is a mount, PID, UTS and IPC namespace of its own in the pod's network namespace. */
export class Container {
  readonly config: ContainerConfig;
  readonly #child: ChildProcess;
  readonly #log: CriLog;
  readonly #warn: (message: string) => void;
  /** Resolves when every process of it is gone and its output is written. */
  readonly ended: Promise<ContainerExit>;
  #init: number | undefined;
  /** What nsenter, unshare and mount say. */
  #complaint = '';
  #killed = false;

  private constructor(config: ContainerConfig, deps: ContainerDeps) {
    const { tools } = deps;
    this.config = config;
    this.#warn = deps.warn;
    this.#log = openLog(config.logFile, deps.now);
    const namespaces = ['--mount', '--pid', '--uts', '--ipc', '--fork', '--kill-child=SIGKILL'];
    this.#child = spawn(
      tools.nsenter,
      [`--net=${deps.network}`, '--', tools.unshare, ...namespaces, '--', tools.sh, deps.scriptFile],
      { stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'], env: {} },
    );
    const output = [
      ['stdout', this.#child.stdout],
      ['stderr', this.#child.stdio?.[descriptors.programStderr]],
    ] as const;
    for (const [name, stream] of output) {
      if (stream instanceof Readable) stream.on('data', (chunk: Buffer) => this.#log.write(name, chunk));
    }
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-1000);
    });
    this.ended = new Promise((resolve) => {
      const ended = (code: number | null, signal: NodeJS.Signals | null) => {
        this.#closeLog();
        resolve({ id: config.id, ...this.#exitOf(code, signal), finishedAt: deps.now() });
      };
      this.#child.once('close', ended);
      // No process could be made at all (no file descriptor, no process id is left).
      this.#child.once('error', () => {
        if (this.#child.pid !== undefined) return;
        this.#child.off('close', ended);
        ended(128, null);
      });
    });
  }

  /** Resolves when the program runs. Throws {@link StartError}; then nothing of it is left. */
  static async start(config: ContainerConfig, deps: ContainerDeps, signal: AbortSignal): Promise<Container> {
    signal.throwIfAborted();
    const container = new Container(config, deps);
    const abort = () => container.kill();
    signal.addEventListener('abort', abort, { once: true });
    try {
      await container.#started();
    } catch (reason) {
      container.kill();
      await container.ended;
      signal.throwIfAborted();
      throw reason;
    } finally {
      signal.removeEventListener('abort', abort);
    }
    return container;
  }

  /** The container's PID 1, as the agent sees it. */
  get init(): number {
    return this.#init ?? 0;
  }

  /** SIGTERM, then SIGKILL for whatever is left after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    if (graceMs <= 0) this.kill();
    else this.#signalInit('SIGTERM');
    const timer = setTimeout(() => this.kill(), graceMs);
    await this.ended;
    clearTimeout(timer);
  }

  /** Ends every process of the container at once: the kernel kills a PID namespace with its first process. */
  kill(): void {
    this.#killed = true;
    if (this.#init === undefined) this.#child.kill('SIGKILL');
    else this.#signalInit('SIGKILL');
  }

  #signalInit(name: 'SIGTERM' | 'SIGKILL'): void {
    if (this.#init === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    try {
      process.kill(this.#init, name);
    } catch {
      // It ended just now.
    }
  }

  #started(): Promise<void> {
    const status = this.#child.stdio?.[descriptors.status];
    return new Promise((resolve, reject) => {
      this.#child.once('error', (cause) => reject(new StartError(cause.message, { cause })));
      if (!(status instanceof Readable)) return;
      this.#child.once('close', () => {
        reject(new StartError(this.#complaint.trim() || 'ended before its program was started'));
      });
      linesOf(status, (line) => {
        const [word, ...rest] = line.split(' ');
        if (word === 'pid') this.#init = Number(rest[0]);
        else if (word === 'started') resolve();
        else void this.ended.then(() => reject(new StartError(this.#because(rest.join(' ')))));
      });
    });
  }

  #because(step: string): string {
    const complaint = this.#complaint.trim();
    return complaint === '' ? step : `${step}: ${complaint}`;
  }

  #exitOf(code: number | null, signal: NodeJS.Signals | null): { exitCode: number; signal?: string } {
    // Where SIGKILL ended the init, unshare can't end itself in the same way: it complains and ends with 1.
    const initKilled = this.#killed || (code === 1 && /^unshare: /m.test(this.#complaint));
    return exitOf(code, initKilled ? 'SIGKILL' : signal);
  }

  #closeLog(): void {
    this.#log.close();
    if (this.#log.failure !== undefined) {
      this.#warn(`output of ${this.config.id.container} is lost: ${String(this.#log.failure)}`);
    }
  }
}

function openLog(path: string, now: () => string): CriLog {
  try {
    return new CriLog(path, now);
  } catch (cause) {
    throw new StartError(`can't write the log file ${path}`, { cause });
  }
}

/** The init ends with 128+n where a signal ended the program; a killed init is a signal itself. */
function exitOf(code: number | null, signal: NodeJS.Signals | null): { exitCode: number; signal?: string } {
  if (signal !== null) return { exitCode: 128 + constants.signals[signal], signal };
  const exitCode = code ?? 255;
  const name = Object.entries(constants.signals).find(([, number]) => number === exitCode - 128)?.[0];
  return name === undefined ? { exitCode } : { exitCode, signal: name };
}
