import type { ChildProcess } from 'node:child_process';
import type { ProcessPorts } from './process-ports.js';

/** Reads `+ID` and `-ID` until its input ends, which it does however the writer dies; kills the groups that are left then. */
const SCRIPT = [
  'ids=',
  'while read -r line; do',
  '  id=$' + '{line#?}; rest=',
  '  for each in $ids; do [ "$each" = "$id" ] || rest="$rest $each"; done',
  '  ids=$rest',
  '  case $line in +*) ids="$ids $id";; esac',
  'done',
  'for each in $ids; do kill -s KILL -- "-$each" 2>/dev/null; done',
].join('\n');

/**
 * Sees to it that no process outlives the run, even where the run itself is killed: a shell beside it knows the process groups that are
 * on, and kills them when it hears no more. Started before the first process; where it can't be, the run goes on without it.
 */
export class GroupGuard {
  readonly #spawn: ProcessPorts['spawn'];
  #shell: ChildProcess | undefined;
  #failed = false;

  constructor({ spawn }: Pick<ProcessPorts, 'spawn'>) {
    this.#spawn = spawn;
  }

  /** Starts the guard, unless it is there. */
  stand(): void {
    if (!this.#failed) this.#shell ??= this.#start();
  }

  /** Watches the process group `id`; the answer ends that. */
  watch(id: number): () => void {
    this.#tell(`+${id}\n`);
    return () => {
      this.#tell(`-${id}\n`);
    };
  }

  #tell(line: string): void {
    this.stand();
    if (!this.#failed) this.#shell?.stdin?.write(line);
  }

  #start(): ChildProcess {
    const shell = this.#spawn('/bin/sh', ['-c', SCRIPT], {
      stdio: ['pipe', 'ignore', 'ignore'],
      // Out of reach of the terminal's Ctrl-C.
      detached: true,
    });
    const fail = (): void => {
      this.#failed = true;
    };
    shell.on('error', fail);
    shell.on('exit', fail);
    shell.stdin?.on('error', fail);
    // It ends with this process and must not keep it.
    shell.unref();
    const { stdin } = shell;
    if (stdin !== null && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
    return shell;
  }
}
