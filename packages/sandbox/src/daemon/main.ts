// The control plane of a sandbox as a process of its own: keeps it up until it is told to stop. See `startSandbox`, which starts it.
import { CallerChannel } from './caller-channel.js';
import type { DaemonOptions } from './daemon-messages.js';
import { runDaemon } from './run-daemon.js';
import { SandboxFolder } from './state/sandbox-state.js';

const options = JSON.parse(process.argv[2] ?? '{}') as DaemonOptions;
const ending = new AbortController();
const end = () => ending.abort(new Error('the sandbox was told to end'));
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, end);
// Node's debugger opens at SIGUSR1 without a handler.
process.on('SIGUSR1', () => {});
let abandoned = false;
const abandon = () => {
  abandoned = true;
  end();
};
if (options.endWithCaller) process.stdin.on('end', abandon).on('error', abandon).resume();

const caller = new CallerChannel(options.endWithCaller ? abandon : end);
const folder = new SandboxFolder(options.stateDir);
// Nobody is left who would take the state folder away.
const leaveFolder = () => (abandoned ? folder.discard(options.stateDir) : folder.clear());
const fail = async (reason: unknown) => {
  leaveFolder();
  process.stderr.write(`${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}\n`);
  await caller.failed(reason);
  process.exit(1);
};
// A fault of our own: the agent and all pods end with this process.
process.on('uncaughtException', fail);
try {
  await runDaemon(options, { env: process.env, caller, signal: ending.signal });
  leaveFolder();
  process.exit(0);
} catch (reason) {
  await fail(reason);
}
