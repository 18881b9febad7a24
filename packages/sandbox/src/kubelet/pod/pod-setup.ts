import path from 'node:path';
import { messageOf } from '@chaoskit/errors';
import type { Pod } from '../../kinds/pod.js';
import { ConfigError } from '../config/config-error.js';
import type { KubeletDeps } from '../kubelet-deps.js';
import type { PodConfig } from '../pod-runtime.js';
import { prepareVolumes, type ReadyVolume } from './volumes.js';

/** How soon a network or volume that could not be made is tried again, in milliseconds. */
const retryMs = 1_000;

export interface PodSetupEvents {
  /** The address, or everything, is there. */
  changed(): void;
  /** For an event about the pod. */
  failed(reason: 'FailedMount' | 'FailedCreatePodSandBox', message: string): void;
}

/** What a pod needs before its containers: network and volumes, tried until they are there. */
export class PodSetup {
  readonly #pod: Pod;
  readonly #deps: KubeletDeps;
  readonly #events: PodSetupEvents;
  readonly #closed = new AbortController();
  #podIP: string | undefined;
  #volumes: ReadonlyMap<string, ReadyVolume> | undefined;
  #trying: Promise<void> = Promise.resolve();

  constructor(pod: Pod, deps: KubeletDeps, events: PodSetupEvents) {
    this.#pod = pod;
    this.#deps = deps;
    this.#events = events;
  }

  get podIP(): string | undefined {
    return this.#podIP;
  }

  get volumes(): ReadonlyMap<string, ReadyVolume> {
    return this.#volumes ?? new Map();
  }

  get isDone(): boolean {
    return this.#volumes !== undefined;
  }

  start(): void {
    if (!this.#closed.signal.aborted) this.#trying = this.#try();
  }

  /** Takes all of it down again; resolves when it is gone. */
  async remove(): Promise<void> {
    const { runtime, files } = this.#deps;
    this.#closed.abort();
    await this.#trying;
    await runtime.removePod(this.#pod.metadata.uid);
    await files.remove(this.#folder);
  }

  /** Ends all tries; what is there stays. */
  close(): void {
    this.#closed.abort();
  }

  get #folder(): string {
    return path.join(this.#deps.volumesFolder, this.#pod.metadata.uid);
  }

  async #try(): Promise<void> {
    const { runtime, nodeName, hostIP, clock } = this.#deps;
    try {
      this.#podIP ??= (await runtime.startPod(podConfig(this.#pod), this.#closed.signal)).ip;
      const place = { nodeName, hostIP, podIP: this.#podIP };
      this.#volumes = await prepareVolumes(this.#pod, this.#folder, place, this.#deps);
      this.#events.changed();
    } catch (reason) {
      if (this.#closed.signal.aborted) return;
      if (reason instanceof ConfigError)
        this.#events.failed('FailedMount', `MountVolume.SetUp failed: ${reason.message}`);
      else
        this.#events.failed('FailedCreatePodSandBox', `Failed to create pod sandbox: ${messageOf(reason)}`);
      this.#events.changed();
      clock.after(retryMs, () => this.start());
    }
  }
}

function podConfig({ metadata, spec }: Pod): PodConfig {
  const namespace = metadata.namespace ?? '';
  return {
    uid: metadata.uid,
    namespace,
    name: metadata.name,
    hostname: spec.hostname ?? metadata.name,
    hostAliases: (spec.hostAliases ?? []).map(({ ip, hostnames = [] }) => ({ ip, hostnames })),
    dnsSearch: [`${namespace}.svc.cluster.local`, 'svc.cluster.local', 'cluster.local'],
  };
}
