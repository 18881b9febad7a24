import { type ChildProcess, spawn } from 'node:child_process';
import type { AgentOptions } from '../../agent/control/control-messages.js';
import type { Tools } from '../../agent/host/tools.js';
import type { HostPort } from '../../images/check-host-access.js';

export interface SpawnAgentOptions {
  /** The bundled agent. */
  readonly entry: string;
  readonly tools: Tools;
  /** Existing `sandbox` folder under the state directory: the only folder that the agent writes to. */
  readonly stateFolder: string;
  readonly homeFolder: string;
  /** Bytes kept of each HTTP body that passes a service. */
  readonly bodyLimit: number;
  /** Ports of this machine that pods may reach. */
  readonly hostAccess: readonly HostPort[];
  /** What every container gets: PATH, LANG, HOME. */
  readonly containerEnv: Readonly<Record<string, string>>;
}

/**
 * PID 1 of the sandbox: tells its process id on the host, starts the agent with the control channel as its stdin, reaps orphans,
 * and ends, and with it everything inside, when the agent ends.
 */
const init = [
  'read -r pid _ </proc/self/stat',
  '"$0" -t proc proc /proc || exit 71',
  'exec 3<&0',
  '"$@" "$pid" <&3 3<&- &',
  'exec 3<&- </dev/null >/dev/null',
  'wait $!',
].join('\n');

/** Starts the agent in namespaces of its own, with pipes for stdin, stdout and stderr. */
export function spawnAgent(options: SpawnAgentOptions, socketFolder: string): ChildProcess {
  const { tools } = options;
  const agentOptions: AgentOptions = {
    stateFolder: options.stateFolder,
    homeFolder: options.homeFolder,
    socketFolder,
    env: options.containerEnv,
    tools,
    bodyLimit: options.bodyLimit,
    hostAccess: options.hostAccess,
  };
  // Should this process be killed, the kernel kills unshare (pdeathsig), then the init (kill-child), then all that is inside.
  return spawn(
    tools.setpriv,
    [
      '--pdeathsig=KILL',
      tools.unshare,
      ...['--user', '--map-root-user', '--net', '--mount', '--pid', '--fork', '--kill-child=SIGKILL'],
      tools.sh,
      '-c',
      init,
      tools.mount,
      process.execPath,
      options.entry,
      JSON.stringify(agentOptions),
    ],
    { stdio: 'pipe', env: { ...options.containerEnv } },
  );
}
