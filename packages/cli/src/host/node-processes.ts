import { statSync } from 'node:fs';
import type { ProcessPorts } from '@chaoskit/core';
import { mayExecute } from './may-execute.js';
import { nodeClock } from './node-clock.js';

/** The machine's processes. What is started gets `env` as its environment. */
export function nodeProcesses(env: Readonly<Record<string, string | undefined>>): ProcessPorts {
  return {
    // Loaded when the first process is started: it brings half of Node's network code with it.
    spawn: (program, args, options) =>
      process.getBuiltinModule('node:child_process').spawn(program, [...args], { env, ...options }),
    kill: (id, signal) => {
      process.kill(id, signal);
    },
    isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true,
    mayExecute,
    env,
    clock: nodeClock,
  };
}
