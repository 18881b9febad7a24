import {
  appendFileSync,
  existsSync,
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

  /** Makes the folder, hidden from version control and from other users, and takes away what an earlier sandbox left for reading. */
  prepare(stateDir: string): void {
    mkdirSync(stateDir, { recursive: true });
    const ignore = join(stateDir, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    for (const path of [this.logs, this.daemonLog]) rmSync(path, { recursive: true, force: true });
  }

  /** Undefined where there is none, or none that can be understood. */
  read(): SandboxState | undefined {
    try {
      const state = JSON.parse(readFileSync(this.#state, 'utf8')) as SandboxState;
      return state.version === 1 ? state : undefined;
    } catch {
      return undefined;
    }
  }

  /** False where the file is there already: somebody else was quicker. */
  claim(state: SandboxState): boolean {
    try {
      writeFileSync(this.#state, JSON.stringify(state), { flag: 'wx', mode: 0o600 });
      return true;
    } catch (reason) {
      if (reason instanceof Error && 'code' in reason && reason.code === 'EEXIST') return false;
      throw reason;
    }
  }

  write(state: SandboxState): void {
    const next = `${this.#state}.next`;
    writeFileSync(next, JSON.stringify(state), { mode: 0o600 });
    renameSync(next, this.#state);
  }

  /** Takes away all that only a running sandbox needs; logs stay. */
  clear(): void {
    const names = ['kubeconfig', 'roots.pem', 'state.json', 'state.json.next', 'volumes', 'agent'];
    for (const name of names) rmSync(join(this.path, name), { recursive: true, force: true });
  }

  /** Takes everything away, logs too, and the state directory where nothing else is in it. */
  discard(stateDir: string): void {
    rmSync(this.path, { recursive: true, force: true });
    if (readdirSync(stateDir).some((name) => name !== '.gitignore')) return;
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
