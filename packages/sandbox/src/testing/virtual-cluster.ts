import { createClusterStore } from '../api/cluster-store.js';
import { bootstrapCluster } from '../controllers/bootstrap.js';
import { startControllers } from '../controllers/controllers.js';
import { StoreEventRecorder } from '../controllers/event-recorder.js';
import type { ImageTable } from '../images/image-table.js';
import { asPod, type Pod } from '../kinds/pod.js';
import { startKubelet } from '../kubelet/kubelet.js';
import type { ServiceNetworkState } from '../net/service-network.js';
import type { KubeObject, NewKubeObject } from '../store/kube-object.js';
import type { MemoryStore } from '../store/memory-store.js';
import { FakeRuntime } from './fake-runtime.js';
import { VirtualClock } from './virtual-clock.js';

/** For tests: a whole cluster in virtual time, with pods that are no processes. */
export class VirtualCluster {
  readonly clock = new VirtualClock();
  readonly store: MemoryStore;
  readonly runtime = new FakeRuntime(this.clock);
  readonly files = new Map<string, string>();
  readonly errors: string[] = [];
  /** What the node was told of services, newest last. */
  readonly routes: ServiceNetworkState[] = [];

  constructor(options: { readonly images?: ImageTable; readonly backOffSpeed?: number } = {}) {
    let random = 0;
    this.store = createClusterStore({
      clock: this.clock,
      random: () => {
        random = (random * 16807 + 12345) % 2147483647;
        return random / 2147483647;
      },
    });
    const { store, clock } = this;
    const onError = (message: string, reason: unknown): void => {
      this.errors.push(`${message}: ${reason instanceof Error ? (reason.stack ?? '') : String(reason)}`);
    };
    const events = new StoreEventRecorder(store, clock);
    startControllers(
      { store, clock, events },
      {
        network: {
          apply: async (state) => {
            this.routes.push(state);
          },
        },
        certificateAuthority: 'PEM',
        onError,
      },
    );
    bootstrapCluster(
      { store, clock },
      {
        node: testNode,
        apiServiceIP: '10.96.0.1',
        apiEndpoint: { ip: '10.244.0.1', port: 6443 },
      },
    );
    startKubelet({
      store,
      clock,
      events,
      runtime: this.runtime,
      images: options.images ?? everyImage,
      files: {
        makeFolder: async () => {},
        write: async (file, content) => {
          this.files.set(file, content.toString());
        },
        remove: async () => {},
      },
      nodeName: testNode.name,
      hostIP: testNode.internalIP,
      logsFolder: '/logs',
      volumesFolder: '/volumes',
      baseEnvironment: { PATH: '/usr/bin' },
      backOffSpeed: options.backOffSpeed ?? 1,
      placeholderStartMs: 0,
      onError,
    });
  }

  create(resource: string, object: NewKubeObject): KubeObject {
    const metadata = { namespace: 'default', ...object.metadata };
    return this.store.create(resource, { ...object, metadata });
  }

  get(resource: string, name: string, namespace = 'default'): KubeObject | undefined {
    return this.store.get({ resource, namespace, name });
  }

  /** Changes an object in place, as a PUT would. */
  change(resource: string, name: string, edit: (object: KubeObject) => void): void {
    const stored = this.get(resource, name);
    if (stored === undefined) throw new Error(`no ${resource} ${name}`);
    const copy = structuredClone(stored);
    edit(copy);
    this.store.update(resource, copy);
  }

  pods(): Pod[] {
    return this.store.list('pods', 'default').items.map(asPod);
  }

  /** `reason: message (count)` of the events about an object, in order. */
  eventsOf(name: string): string[] {
    return this.store
      .list('events', 'default')
      .items.filter((each) => (each.involvedObject as { name: string }).name === name)
      .map((each) => `${each.reason}: ${each.message}`);
  }
}

const testNode = {
  name: 'sandbox',
  internalIP: '10.244.0.1',
  cpus: 4,
  memoryBytes: 8 * 2 ** 30,
  pods: 110,
  podCIDR: '10.244.0.0/24',
  architecture: 'amd64',
  kernelVersion: '6.1',
  osImage: 'Linux',
  kubeletVersion: 'v1.34.0',
  runtimeVersion: 'sandbox://1',
};

const everyImage: ImageTable = {
  resolve: (image) => {
    if (image.startsWith('registry.k8s.io/pause')) return { kind: 'placeholder' };
    if (image.startsWith('missing')) return { kind: 'unknown', message: `no image ${image}` };
    const [name = image] = image.split(':');
    const entry = { image, command: [name], args: [], env: {}, workingDir: '/work', writable: [] };
    return { kind: 'program', entry };
  },
};
