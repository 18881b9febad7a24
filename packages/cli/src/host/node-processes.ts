import { spawn } from 'node:child_process';
import { access, stat } from 'node:fs/promises';
import type { ProcessPorts } from '@chaoskit/core';
import { nodeClock } from './node-clock.js';

/** The machine's processes. What is started gets `env` as its environment. */
export function nodeProcesses(env: Readonly<Record<string, string | undefined>>): ProcessPorts {
  return {
    spawn: (program, args, options) => spawn(program, [...args], { env, ...options }),
    kill: (id, signal) => {
      process.kill(id, signal);
    },
    access,
    stat,
    env,
    clock: nodeClock,
  };
}
