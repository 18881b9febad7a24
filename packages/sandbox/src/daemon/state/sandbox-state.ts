import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { PixieAccess } from '../../pixie/local-pixie.js';
import type { ProcessIdentity } from './process-identity.js';

/** What `state.json` says of a sandbox that is up, or is starting. */
export interface SandboxState {
  readonly version: 1;
  readonly daemon: ProcessIdentity;
  /** Absent while it starts. */
  readonly running?: RunningState;
}

export interface RunningState {
  readonly server: string;
  readonly token: string;
  /** The certificate authority, PEM. */
  readonly ca: string;
  readonly pixie: PixieAccess;
  /** `http://127.0.0.1:PORT`. */
  readonly httpProxy: string;
  readonly agent: readonly ProcessIdentity[];
  readonly userNamespace: string;
  /** Ports on 127.0.0.1, that of the API first. */
  readonly ports: readonly number[];
  /** RFC 3339. */
  readonly startedAt: string;
  readonly files: readonly string[];
}

/** Paths of a sandbox's files under the state directory. */
export class SandboxFolder {
  readonly path: string;

  constructor(stateDir: string) {
    this.path = join(stateDir, 'sandbox');
  }

  get kubeconfig(): string {
    return join(this.path, 'kubeconfig');
  }

  /** Authorities for clients of the local Pixie, PEM. */
  get roots(): string {
    return join(this.path, 'roots.pem');
  }

  get daemonLog(): string {
    return join(this.path, 'daemon.log');
  }

  get logs(): string {
    return join(this.path, 'logs');
  }

  get volumes(): string {
    return join(this.path, 'volumes');
  }

  get #state(): string {
    return join(this.path, 'state.json');
  }

  /** Makes the folder, hidden from version control and from other users. */
  make(stateDir: string): void {
    mkdirSync(stateDir, { recursive: true });
    const ignore = join(stateDir, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
  }

  /** Takes away what an earlier sandbox left, its logs too; for the one who has claimed the folder. */
  empty(): void {
    for (const path of [this.logs, this.daemonLog, ...this.#ofRunning])
      rmSync(path, { recursive: true, force: true });
  }

  /** Undefined where there is none, or none that can be understood. */
  read(): SandboxState | undefined {
    return readState(this.#state);
  }

  /** False where the file is there already: somebody else was quicker. It is whole from its first moment on. */
  claim(state: SandboxState): boolean {
    const own = this.#besideState();
    writeFileSync(own, JSON.stringify(state), { mode: 0o600 });
    try {
      return this.#linkState(own);
    } finally {
      rmSync(own, { force: true });
    }
  }

  /** Takes `state.json` away unless what it says by then `holds`: somebody may have claimed the folder since it was read. */
  dropState(holds: (state: SandboxState | undefined) => boolean): void {
    const taken = this.#besideState();
    try {
      renameSync(this.#state, taken);
    } catch (reason) {
      if (hasCode(reason, 'ENOENT')) return;
      throw reason;
    }
    if (holds(readState(taken))) this.#linkState(taken);
    rmSync(taken, { force: true });
  }

  #besideState(): string {
    return `${this.#state}.${randomUUID()}`;
  }

  #linkState(from: string): boolean {
    try {
      linkSync(from, this.#state);
      return true;
    } catch (reason) {
      if (hasCode(reason, 'EEXIST')) return false;
      throw reason;
    }
  }

  write(state: SandboxState): void {
    writeFileSync(this.#next, JSON.stringify(state), { mode: 0o600 });
    renameSync(this.#next, this.#state);
  }

  /** Takes away all that only a running sandbox needs; logs stay. */
  clear(): void {
    for (const path of [this.#state, ...this.#ofRunning]) rmSync(path, { recursive: true, force: true });
  }

  get #ofRunning(): string[] {
    return [this.kubeconfig, this.roots, this.#next, this.volumes, join(this.path, 'agent')];
  }

  get #next(): string {
    return `${this.#state}.next`;
  }

  /** Takes everything away, logs too, and the state directory where nothing else is in it. */
  discard(stateDir: string): void {
    // A process that is ending may still write a log between the listing of a folder and its removal.
    rmSync(this.path, { recursive: true, force: true, maxRetries: 10 });
    if (!existsSync(stateDir) || readdirSync(stateDir).some((name) => name !== '.gitignore')) return;
    rmSync(stateDir, { recursive: true, force: true });
  }

  /** Adds a line to the daemon's log. */
  log(message: string): void {
    appendFileSync(this.daemonLog, `${new Date().toISOString()} ${message}\n`);
  }

  /** The last lines of the daemon's log. */
  lastLogLines(count: number): string[] {
    try {
      return readFileSync(this.daemonLog, 'utf8').trimEnd().split('\n').slice(-count);
    } catch {
      return [];
    }
  }
}

function readState(path: string): SandboxState | undefined {
  try {
    const state = JSON.parse(readFileSync(path, 'utf8')) as SandboxState;
    return state.version === 1 ? state : undefined;
  } catch {
    return undefined;
  }
}

const hasCode = (reason: unknown, code: string): boolean =>
  reason instanceof Error && 'code' in reason && reason.code === code;
