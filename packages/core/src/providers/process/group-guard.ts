import type { ChildProcess, SpawnOptions } from 'node:child_process';
import type { ProcessPorts } from './process-ports.js';

/** Variable that every process activity finds in its environment: by its value the guard knows a process whose id it was not told. */
const MARK = 'CHAOS_ACTIVITY_MARK';

/**
 * Reads `?N` (the process with mark N is about to start), `+ID` (it runs, as this group), `!` (it could not be started) and `-ID` (it has
 * ended) until its input ends, which it does however the writer dies; kills the groups that are left then. Where the writer died between
 * `?` and `+`, the process is looked for by its mark: the input ends only when the process has let go of the writer's descriptors, as it
 * becomes its program; its environment is to be seen an instant after that, thus the second and third look.
 */
const SCRIPT = [
  'ids= mark=',
  'while read -r line; do',
  '  id=$' + '{line#?}',
  '  case $line in',
  '    \\?*) mark=$id; continue;;',
  '    !*) mark=; continue;;',
  '    +*) mark=; ids="$ids $id"; continue;;',
  '  esac',
  '  rest=',
  '  for each in $ids; do [ "$each" = "$id" ] || rest="$rest $each"; done',
  '  ids=$rest',
  'done',
  'for each in $ids; do kill -s KILL -- "-$each" 2>/dev/null; done',
  '[ -n "$mark" ] || exit 0',
  'for nap in 0.05 0.5 0; do',
  `  for file in $(grep -lzxF "${MARK}=$$-$1-$mark" /proc/[0-9]*/environ 2>/dev/null); do`,
  '    read -r stat < "$' + '{file%environ}stat" || continue',
  // After the name, which may hold anything: state, parent, group.
  '    set -- "$1" $' + '{stat##*) }',
  '    kill -s KILL -- "-$4"',
  '  done',
  '  sleep $nap',
  'done 2>/dev/null',
].join('\n');

/** A process that was started under the guard's eyes. */
export interface GuardedProcess {
  readonly child: ChildProcess;
  /** Tells the guard that it has ended. */
  unwatch(): void;
}

/**
 * Sees to it that no process outlives the run, even where the run itself is killed: a shell beside it knows the process groups that are
 * on, and kills them when it hears no more. Started before the first process; where it can't be, the run goes on without it.
 */
export class GroupGuard {
  readonly #ports: Pick<ProcessPorts, 'spawn' | 'env' | 'clock'>;
  #shell: ChildProcess | undefined;
  /** Begins every mark; together with the shell's id no other run has it. */
  #series = '';
  #started = 0;
  #failed = false;

  constructor(ports: Pick<ProcessPorts, 'spawn' | 'env' | 'clock'>) {
    this.#ports = ports;
  }

  /** Starts a program in a process group of its own, which does not outlive this process. */
  spawn(program: string, args: readonly string[], options: SpawnOptions): GuardedProcess {
    if (!this.#failed) this.#shell ??= this.#start();
    const count = ++this.#started;
    // Told before the process is there: this process may be killed before it can tell which one it is.
    this.#tell(`?${count}\n`);
    const child = this.#ports.spawn(program, args, {
      ...options,
      env: { ...this.#ports.env, [MARK]: `${this.#series}-${count}` },
      detached: true,
    });
    const { pid } = child;
    this.#tell(pid === undefined ? '!\n' : `+${pid}\n`);
    return {
      child,
      unwatch: () => {
        if (pid !== undefined) this.#tell(`-${pid}\n`);
      },
    };
  }

  #tell(line: string): void {
    if (!this.#failed) this.#shell?.stdin?.write(line);
  }

  #start(): ChildProcess {
    const begin = String(Math.round(this.#ports.clock.now()));
    const shell = this.#ports.spawn('/bin/sh', ['-c', SCRIPT, 'sh', begin], {
      stdio: ['pipe', 'ignore', 'ignore'],
      // Out of reach of the terminal's Ctrl-C.
      detached: true,
    });
    this.#series = `${shell.pid ?? 0}-${begin}`;
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
