import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { ChaosError, messageOf } from '@chaoskit/errors';
import { linesOf } from '../../agent/control/json-lines.js';
import {
  callerDescriptor,
  type DaemonMessage,
  type DaemonOptions,
  errorFrom,
  farewell,
} from '../daemon-messages.js';
import type { SandboxLog } from '../sandbox-log.js';
import { identityOf, isAlive } from '../state/process-identity.js';
import { SandboxFolder, type SandboxState } from '../state/sandbox-state.js';
import { type RunningSandbox, runningSandbox } from './find-sandbox.js';

export interface StartSandboxOptions {
  /** The user's working folder. */
  readonly folder: string;
  /** Usually `.chaos` in it. Absolute. */
  readonly stateDir: string;
  /** Manifests, relative to `folder`. None: an empty cluster. */
  readonly files: readonly string[];
  /** The table of images. Default: `sandbox.yaml` beside the first manifest. */
  readonly imagesFile?: string;
  /** Wait until all Deployments are available; false: until the API answers. */
  readonly wait: boolean;
  /** Skip kinds that are not known, with a warning. */
  readonly lenient: boolean;
  /** The bundled programs. */
  readonly entries: { readonly daemon: string; readonly agent: string };
  /** The sandbox ends when this process does, however that happens. Default: false, it stays in the background. */
  readonly endWithCaller?: boolean;
  readonly log: SandboxLog;
  readonly signal: AbortSignal;
}

/**
 * Starts a sandbox of its own for `stateDir`. When it fails, or `signal` is aborted, nothing of it is left.
 * @throws ChaosError `CHAOS_E_SANDBOX_RUNNING` where one is up already; `CHAOS_E_SANDBOX_NAMESPACES` where the system does not
 * allow one; what is wrong with the manifests; why a Deployment can't become available.
 */
export async function startSandbox(options: StartSandboxOptions): Promise<RunningSandbox> {
  const { signal, stateDir } = options;
  signal.throwIfAborted();
  const folder = new SandboxFolder(stateDir);
  claimFolder(folder, options);
  const child = spawnDaemon(folder, options);
  let impatience: NodeJS.Timeout | undefined;
  const abort = () => {
    child.kill('SIGTERM');
    impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    await awaitUp(child, folder, options.log);
    const running = folder.read()?.running;
    if (running === undefined) throw endedUnexpectedly(folder);
    return runningSandbox(folder, running);
  } catch (reason) {
    folder.clear();
    signal.throwIfAborted();
    throw reason;
  } finally {
    clearTimeout(impatience);
    signal.removeEventListener('abort', abort);
  }
}

/** How long the daemon may take to end by itself. */
const patienceMs = 5000;

/** One sandbox a folder: the file is written by one only. */
function claimFolder(folder: SandboxFolder, { stateDir, log }: StartSandboxOptions): void {
  const own = identityOf(process.pid);
  if (own === undefined) throw new ChaosError('CHAOS_E_SANDBOX_NAMESPACES', 'the sandbox needs /proc');
  const isUp = (state: SandboxState | undefined) => state !== undefined && isAlive(state.daemon);
  const present = folder.read();
  if (isUp(present)) throw alreadyUp(folder, present?.running?.server);
  if (present !== undefined)
    log.warning(`Cleaned up after a sandbox that ended unexpectedly (process ${present.daemon.pid})`);
  try {
    folder.make(stateDir);
    folder.dropState(isUp);
    if (folder.claim({ version: 1, daemon: own })) {
      folder.empty();
      return;
    }
  } catch (cause) {
    throw new ChaosError(
      'CHAOS_E_STATE_FOLDER',
      `the state folder ${stateDir} can't be written: ${messageOf(cause)}`,
      {
        hint: 'name another one with --state-dir or CHAOS_STATE_DIR',
        cause,
      },
    );
  }
  throw alreadyUp(folder, undefined);
}

function alreadyUp(folder: SandboxFolder, server: string | undefined): ChaosError {
  const where = server === undefined ? 'is starting' : `is up at ${server}`;
  return new ChaosError('CHAOS_E_SANDBOX_RUNNING', `a sandbox of this folder ${where} (${folder.path})`, {
    hint: 'use it with KUBECONFIG, or take it down first: chaos sandbox down',
  });
}

function spawnDaemon(folder: SandboxFolder, options: StartSandboxOptions): ChildProcess {
  const daemonOptions: DaemonOptions = {
    folder: options.folder,
    stateDir: options.stateDir,
    files: options.files,
    ...(options.imagesFile === undefined ? {} : { imagesFile: options.imagesFile }),
    lenient: options.lenient,
    wait: options.wait,
    agentEntry: options.entries.agent,
    endWithCaller: options.endWithCaller ?? false,
  };
  const log = openSync(folder.daemonLog, 'a', 0o600);
  try {
    return spawn(process.execPath, [options.entries.daemon, JSON.stringify(daemonOptions)], {
      cwd: options.folder,
      detached: true,
      env: daemonEnvironment(),
      stdio: [options.endWithCaller === true ? 'pipe' : 'ignore', log, log, 'pipe'],
    });
  } finally {
    closeSync(log);
  }
}

/** Without what would change or slow down Node itself. */
function daemonEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_EXTRA_CA_CERTS: _certificates, ...rest } = process.env;
  return rest;
}

function awaitUp(child: ChildProcess, folder: SandboxFolder, log: SandboxLog): Promise<string> {
  const channel = child.stdio[callerDescriptor] as Duplex;
  return new Promise((resolve, reject) => {
    let failure: ChaosError | undefined;
    channel.on('error', () => {});
    linesOf(channel, (line) => {
      const message = JSON.parse(line) as DaemonMessage;
      if (message.kind === 'log') log[message.level](message.message);
      else if (message.kind === 'failed') failure = errorFrom(message.error);
      else {
        letGo(child, channel);
        resolve(message.server);
      }
    });
    child.once('error', reject);
    // Only when it is gone is nothing of it left.
    child.once('close', () => reject(failure ?? endedUnexpectedly(folder)));
  });
}

/** From now on the daemon keeps nobody alive; where it is to end with this process, its stdin stays open until then. */
function letGo(child: ChildProcess, channel: Duplex): void {
  channel.end(`${farewell}\n`);
  child.unref();
  for (const stream of [channel, child.stdin]) {
    if (stream !== null && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
  }
}

function endedUnexpectedly(folder: SandboxFolder): ChaosError {
  const last = folder.lastLogLines(3).join(' | ');
  return new ChaosError(
    'CHAOS_E_SANDBOX_START',
    `the sandbox ended while it started${last === '' ? '' : `: ${last}`}`,
    {
      hint: `see ${folder.daemonLog}`,
    },
  );
}
