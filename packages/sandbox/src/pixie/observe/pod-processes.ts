import type { ContainerId } from '../../kubelet/pod-runtime.js';
import type {
  InterfaceSample,
  NodeSample,
  ObservedEnd,
  ObservedProcess,
  ProcessSample,
} from './observations.js';
import {
  allProcesses,
  commandLine,
  firstChild,
  interfaceCounters,
  type ProcStat,
  processCounters,
  procStat,
} from './proc-files.js';

/** A pod that runs on the node. */
export interface RunningPod {
  readonly uid: string;
  readonly ip: string;
  /** The bridge's end of the pod's interface. */
  readonly link: string;
  /** `init`: the container's first process, which is ours; the program is its child. */
  readonly containers: readonly { readonly id: ContainerId; readonly init: number }[];
}

/** Knows the pods' processes: who is behind an address, and what their counters say. */
export class PodProcesses {
  readonly #pods: () => Iterable<RunningPod>;
  /** Host programs come through the gateway, as pods see it. */
  readonly #gateway: string;
  readonly #programs = new Map<number, ObservedProcess>();
  readonly #saidCommands = new Map<string, string>();

  constructor(pods: () => Iterable<RunningPod>, gateway: string) {
    this.#pods = pods;
    this.#gateway = gateway;
  }

  endOf(address: string, port: number): ObservedEnd {
    if (address.startsWith('127.')) return { address: this.#gateway, port };
    for (const pod of this.#pods()) {
      if (pod.ip !== address) continue;
      const process = this.#programOf(pod);
      return process === undefined ? { address, port } : { address, port, process };
    }
    return { address, port };
  }

  sample(at: number, bytes: NodeSample['bytes']): NodeSample {
    const pods = [...this.#pods()];
    return { at, bytes, processes: this.#processes(pods), interfaces: interfacesOf(pods) };
  }

  /** The program of the pod's first container that runs. */
  #programOf({ containers }: RunningPod): ObservedProcess | undefined {
    for (const { init } of containers) {
      const known = this.#programs.get(init);
      if (known !== undefined) return known;
      const pid = firstChild(init);
      const stat = pid === undefined ? undefined : procStat(pid);
      if (stat === undefined) continue;
      const program = { pid: stat.pid, start: stat.start };
      this.#programs.set(init, program);
      return program;
    }
    return undefined;
  }

  #processes(pods: readonly RunningPod[]): ProcessSample[] {
    const inits = new Map(pods.flatMap(({ containers }) => containers.map(({ id, init }) => [init, id])));
    for (const init of this.#programs.keys()) if (!inits.has(init)) this.#programs.delete(init);
    const all = new Map(allProcesses().map((stat) => [stat.pid, stat]));
    const samples: ProcessSample[] = [];
    for (const stat of all.values()) {
      if (inits.has(stat.pid)) continue;
      const id = containerOf(stat, all, inits);
      if (id !== undefined) samples.push(this.#sampleOf(stat, id));
    }
    const alive = new Set(samples.map(keyOf));
    for (const key of this.#saidCommands.keys()) if (!alive.has(key)) this.#saidCommands.delete(key);
    return samples;
  }

  #sampleOf(stat: ProcStat, id: ContainerId): ProcessSample {
    const cmdline = commandLine(stat.pid);
    const sample = { pid: stat.pid, start: stat.start, ...id, counters: processCounters(stat) };
    // A program replaces the shell that started it: what was said may change.
    if (this.#saidCommands.get(keyOf(stat)) === cmdline) return sample;
    this.#saidCommands.set(keyOf(stat), cmdline);
    return { ...sample, cmdline };
  }
}

const keyOf = ({ pid, start }: ObservedProcess): string => `${pid}:${start}`;

/** The container whose first process is an ancestor: orphans become its children. */
function containerOf(
  stat: ProcStat,
  all: ReadonlyMap<number, ProcStat>,
  inits: ReadonlyMap<number, ContainerId>,
): ContainerId | undefined {
  for (let at: ProcStat | undefined = stat; at !== undefined; at = all.get(at.parent)) {
    const id = inits.get(at.pid);
    if (id !== undefined) return id;
  }
  return undefined;
}

/** What the bridge's end sends is what the pod receives. */
function interfacesOf(pods: readonly RunningPod[]): InterfaceSample[] {
  const counters = interfaceCounters();
  return pods.flatMap(({ uid, link }) => {
    const own = counters.get(link);
    return own === undefined ? [] : [{ podUid: uid, counters: [...own.slice(4), ...own.slice(0, 4)] }];
  });
}
