import { type Container, isPodTerminal, isSidecar, type Pod, type RestartPolicy } from '../../kinds/pod.js';
import { jsonEquals } from '../../store/json-equals.js';
import type { ContainerContext } from '../config/container-config.js';
import type { ContainerView } from '../container/container-state.js';
import { graceOf } from '../container/container-stop.js';
import { type ContainerOwner, ContainerWorker } from '../container/container-worker.js';
import type { KubeletDeps } from '../kubelet-deps.js';
import type { ContainerExit } from '../pod-runtime.js';
import { PodSetup } from './pod-setup.js';
import { podStatus } from './pod-status.js';
import { isPassed } from './pod-view.js';

/** What is not said otherwise ends a pod whose object is gone already, in milliseconds. */
const orphanGraceMs = 1_000;

/** One pod on the node, from its binding until nothing of it is left. */
export class PodWorker {
  #pod: Pod;
  readonly #deps: KubeletDeps;
  readonly #init: readonly ContainerWorker[];
  readonly #containers: readonly ContainerWorker[];
  readonly #startTime: number;
  readonly #setup: PodSetup;
  #graceMs: number | undefined;
  #ending: Promise<void> | undefined;
  #cancelSync: (() => void) | undefined;
  #isGone = false;

  constructor(pod: Pod, deps: KubeletDeps) {
    this.#pod = pod;
    this.#deps = deps;
    this.#startTime = deps.clock.now();
    this.#setup = new PodSetup(pod, deps, {
      changed: () => this.#changed(),
      failed: (reason, message) => this.#event('Warning', reason, message),
    });
    const owner = this.#owner();
    const policy = pod.spec.restartPolicy ?? 'Always';
    // An init container that must end well is tried again, but never started again after that.
    const initPolicy: RestartPolicy = policy === 'Never' ? 'Never' : 'OnFailure';
    this.#init = (pod.spec.initContainers ?? []).map(
      (each) => new ContainerWorker(each, isSidecar(each) ? 'Always' : initPolicy, owner, deps),
    );
    this.#containers = pod.spec.containers.map((each) => new ContainerWorker(each, policy, owner, deps));
    this.#changed();
    this.#setup.start();
  }

  /** A newer version of the object. */
  update(pod: Pod): void {
    this.#pod = pod;
    if (pod.metadata.deletionTimestamp !== undefined)
      this.#terminate((pod.metadata.deletionGracePeriodSeconds ?? graceOf(pod) / 1000) * 1000);
    else this.#scheduleSync();
  }

  /** The object is gone from the store: nobody waits for the pod any longer. */
  removed(): void {
    this.#isGone = true;
    this.#terminate(orphanGraceMs);
  }

  exited(exit: ContainerExit): void {
    this.#all.find((each) => each.container.name === exit.id.container)?.exited(exit);
  }

  get #all(): ContainerWorker[] {
    return [...this.#init, ...this.#containers];
  }

  #owner(): ContainerOwner {
    return {
      pod: () => this.#pod,
      context: () => this.#context(),
      changed: () => this.#changed(),
      event: (type, reason, message, container) => this.#event(type, reason, message, container),
    };
  }

  #context(): ContainerContext {
    const { nodeName, hostIP, store, baseEnvironment, logsFolder } = this.#deps;
    const place = { nodeName, hostIP, podIP: this.#setup.podIP ?? '' };
    return { pod: this.#pod, place, volumes: this.#setup.volumes, store, baseEnvironment, logsFolder };
  }

  #event(type: 'Normal' | 'Warning', reason: string, message: string, container?: Container): void {
    const list = this.#pod.spec.initContainers?.some((each) => each.name === container?.name)
      ? 'initContainers'
      : 'containers';
    this.#deps.events.record(this.#pod, {
      type,
      reason,
      message,
      component: 'kubelet',
      host: this.#deps.nodeName,
      ...(container === undefined ? {} : { fieldPath: `spec.${list}{${container.name}}` }),
    });
  }

  /** Something is other than it was: say so now, and think about it when all that happens at this moment has happened. */
  #changed(): void {
    this.#writeStatus();
    this.#scheduleSync();
  }

  #scheduleSync(): void {
    this.#cancelSync ??= this.#deps.clock.after(0, () => {
      this.#cancelSync = undefined;
      this.#sync();
    });
  }

  #sync(): void {
    if (!this.#setup.isDone || this.#ending !== undefined) return;
    if (!this.#syncInit()) return;
    for (const each of this.#containers) each.tick();
    if (this.#containers.every((each) => each.isOver)) this.#terminate(graceOf(this.#pod));
  }

  /** True when the containers proper may start. */
  #syncInit(): boolean {
    const started = this.#containers.some((each) => each.view.attempted);
    for (const each of this.#init) {
      if (started && !isSidecar(each.container)) continue;
      each.tick();
      if (started || isPassed(each.container, each.view)) continue;
      // Failed for good, so is the pod.
      if (each.isOver) this.#terminate(graceOf(this.#pod));
      return false;
    }
    return true;
  }

  get #isInitialized(): boolean {
    return (
      this.#containers.some((each) => each.view.attempted) ||
      this.#init.every((each) => isPassed(each.container, each.view))
    );
  }

  #terminate(graceMs: number): void {
    if (this.#graceMs !== undefined && graceMs >= this.#graceMs) {
      void this.#ending?.then(() => this.#finish());
      return;
    }
    this.#graceMs = graceMs;
    this.#setup.close();
    if (this.#ending === undefined) this.#ending = this.#end();
    else {
      for (const each of this.#all) void each.stop(graceMs);
      void this.#ending.then(() => this.#finish());
    }
  }

  /** Containers first, then sidecars from the last to the first; then network and volumes. */
  async #end(): Promise<void> {
    const grace = (): number => this.#graceMs ?? 0;
    const proper = [...this.#containers, ...this.#init.filter((each) => !isSidecar(each.container))];
    await Promise.all(proper.map((each) => each.stop(grace())));
    for (const each of [...this.#init].reverse()) await each.stop(grace());
    this.#writeStatus();
    try {
      await this.#setup.remove();
    } catch (reason) {
      this.#deps.onError(`pod ${this.#pod.metadata.name}`, reason);
    }
    this.#finish();
  }

  /** All is gone: the last status, and the object goes if it was being deleted. */
  #finish(): void {
    this.#writeStatus();
    const { namespace = '', name, uid } = this.#pod.metadata;
    const key = { resource: 'pods', namespace, name };
    const stored = this.#deps.store.get(key);
    if (stored?.metadata.uid !== uid || stored.metadata.deletionTimestamp === undefined) return;
    this.#deps.store.delete(key, { gracePeriodSeconds: 0 });
  }

  #writeStatus(): void {
    if (this.#isGone) return;
    const { store, hostIP, clock } = this.#deps;
    const { namespace = '', name, uid } = this.#pod.metadata;
    const stored = store.get({ resource: 'pods', namespace, name });
    if (stored === undefined || stored.metadata.uid !== uid) return;
    const pod = stored as Pod;
    // What is over stays as it was.
    if (isPodTerminal(pod)) return;
    const { podIP } = this.#setup;
    const views = (workers: readonly ContainerWorker[]): Map<string, ContainerView> =>
      new Map(this.#setup.isDone ? workers.map((each) => [each.container.name, each.view]) : []);
    const status = podStatus(
      pod,
      {
        ...(podIP === undefined ? {} : { podIP }),
        hostIP,
        startTime: this.#startTime,
        init: views(this.#init),
        containers: views(this.#containers),
        initialized: this.#init.length === 0 || this.#isInitialized,
        ending: this.#ending !== undefined,
      },
      clock.now(),
    );
    if (!jsonEquals(pod.status, status)) store.updateStatus('pods', { ...pod, status });
  }
}
