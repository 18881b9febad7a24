import { readdirSync, readFileSync } from 'node:fs';

/** What /proc/PID/stat says of a process. */
export interface ProcStat {
  readonly pid: number;
  readonly parent: number;
  /** Clock ticks since the machine's start. */
  readonly start: number;
  readonly minorFaults: number;
  readonly majorFaults: number;
  /** CPU time in clock ticks. */
  readonly userTicks: number;
  readonly kernelTicks: number;
  readonly threads: number;
  readonly virtualBytes: number;
  readonly residentPages: number;
}

/** USER_HZ is 100 on every Linux that Node runs on. */
const nsPerTick = 10_000_000;
const pageBytes = 4096;

/** Undefined where the process is gone. */
export function procStat(pid: number): ProcStat | undefined {
  const text = readText(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name may hold anything, brackets too; what follows the last one is numbers (proc(5)).
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3] ?? 0);
  return {
    pid,
    parent: field(4),
    start: field(22),
    minorFaults: field(10),
    majorFaults: field(12),
    userTicks: field(14),
    kernelTicks: field(15),
    threads: field(20),
    virtualBytes: field(23),
    residentPages: field(24),
  };
}

/** Every process that can be seen. */
export function allProcesses(): ProcStat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => procStat(Number(name)) ?? []);
}

/** The first child of a process. */
export function firstChild(pid: number): number | undefined {
  const first = readText(`/proc/${pid}/task/${pid}/children`)?.split(' ', 1)[0];
  return first === undefined || first === '' ? undefined : Number(first);
}

/** The command line, as one text. */
export function commandLine(pid: number): string {
  return (readText(`/proc/${pid}/cmdline`) ?? '').replace(/\0+$/, '').replaceAll('\0', ' ');
}

/** The counters of `process_stats` from `major_faults` on. */
export function processCounters(stat: ProcStat): number[] {
  const io = readText(`/proc/${stat.pid}/io`) ?? '';
  const counter = (name: string) => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(io)?.[1] ?? 0);
  return [
    stat.majorFaults,
    stat.minorFaults,
    stat.userTicks * nsPerTick,
    stat.kernelTicks * nsPerTick,
    stat.threads,
    stat.virtualBytes,
    stat.residentPages * pageBytes,
    counter('rchar'),
    counter('wchar'),
    counter('read_bytes'),
    counter('write_bytes'),
  ];
}

/** Counters of the interfaces of this network namespace by name: received bytes, packets, errors, drops, then the same sent. */
export function interfaceCounters(): Map<string, number[]> {
  const lines = (readText('/proc/net/dev') ?? '').split('\n').slice(2);
  return new Map(
    lines.flatMap((line): [string, number[]][] => {
      const [name, rest] = line.split(':');
      const numbers = rest?.trim().split(/\s+/).map(Number);
      if (name === undefined || numbers === undefined || numbers.length < 12) return [];
      return [[name.trim(), [...numbers.slice(0, 4), ...numbers.slice(8, 12)]]];
    }),
  );
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
