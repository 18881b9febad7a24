/** What the kubelet asks of whatever runs pods: the node agent (namespaces), or a fake in tests. Modelled on Kubernetes' CRI. */
export interface PodRuntime {
  /** Makes the pod's network namespace: hostname, `/etc/hosts`, `/etc/resolv.conf`, address. Idempotent by uid. */
  startPod(pod: PodConfig, signal: AbortSignal): Promise<{ readonly ip: string }>;
  /** Starts the container's process; resolves when it runs. Rejects with `StartError` when it can't (no such program, no such folder). */
  startContainer(container: ContainerConfig, signal: AbortSignal): Promise<{ readonly pid: number }>;
  /** SIGTERM, then SIGKILL after `graceMs`; resolves when every process of the container is gone. */
  stopContainer(id: ContainerId, graceMs: number): Promise<void>;
  /** Runs a program in the container and waits for its end: exec probes and lifecycle hooks. */
  exec(
    id: ContainerId,
    command: readonly string[],
    signal: AbortSignal,
  ): Promise<{ readonly exitCode: number; readonly output: string }>;
  /** Probes from the node, as a kubelet does. `ok: false` with the reason in the kubelet's words; never rejects but for `signal`. */
  probe(
    podUid: string,
    probe: ProbeTarget,
    signal: AbortSignal,
  ): Promise<{ readonly ok: boolean; readonly message: string }>;
  /** Kills what is left and takes the network namespace down; resolves when all is gone. Idempotent. */
  removePod(podUid: string): Promise<void>;
  /** Called once for each container that ended, however it ended. */
  onContainerExit(listener: (exit: ContainerExit) => void): void;
}

export interface ContainerId {
  readonly podUid: string;
  readonly container: string;
  /** 0 for the first start. */
  readonly attempt: number;
}

export interface PodConfig {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly hostname: string;
  /** Further lines for `/etc/hosts` (`hostAliases`). */
  readonly hostAliases: readonly { readonly ip: string; readonly hostnames: readonly string[] }[];
  readonly dnsSearch: readonly string[];
}

export interface ContainerConfig {
  readonly id: ContainerId;
  /** Program and arguments, `$(VAR)` expanded. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workingDir: string;
  /** Folders and files of the host that the container may write to, besides `/tmp`, `/dev/shm` and its own folders. */
  readonly writable: readonly string[];
  readonly mounts: readonly {
    readonly source: string;
    readonly target: string;
    readonly readOnly: boolean;
  }[];
  /** Output goes here, one line an entry in CRI form: `2026-01-01T00:00:00.000000000Z stdout F text`. */
  readonly logFile: string;
}

export type ProbeTarget =
  | {
      readonly kind: 'http';
      readonly scheme: 'HTTP' | 'HTTPS';
      readonly host?: string;
      readonly port: number;
      readonly path: string;
      readonly headers: readonly { readonly name: string; readonly value: string }[];
    }
  | { readonly kind: 'tcp'; readonly host?: string; readonly port: number }
  | { readonly kind: 'exec'; readonly container: ContainerId; readonly command: readonly string[] };

export interface ContainerExit {
  readonly id: ContainerId;
  /** 128 + signal number where a signal ended it. */
  readonly exitCode: number;
  readonly signal?: string;
  /** RFC 3339 with nanoseconds. */
  readonly finishedAt: string;
}
