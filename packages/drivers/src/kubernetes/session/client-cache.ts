import { createHash } from 'node:crypto';
import { findAccess, KubeClient, type KubeSettings, nodeFiles } from '@chaoskit/kube';

const kept = 8;

/**
 * Clients by effective configuration: kept connections, and plugins that give credentials, serve all activities that go
 * to the same cluster with the same settings (drivers.md K-30). The least used ones go first.
 */
export class ClientCache {
  readonly #clients = new Map<string, KubeClient>();

  /** The client for these settings; a changed kubeconfig file gives a new one. */
  async clientFor(settings: KubeSettings): Promise<KubeClient> {
    const read: string[] = [];
    const access = await findAccess(settings, {
      isFile: (path) => nodeFiles.isFile(path),
      async read(path) {
        const text = await nodeFiles.read(path);
        read.push(path, text);
        return text;
      },
    });
    const key = createHash('sha256')
      .update(JSON.stringify([relevant(settings.secrets), relevant(settings.env), read]))
      .digest('base64');
    const client = this.#clients.get(key) ?? new KubeClient(access);
    this.#clients.delete(key);
    this.#clients.set(key, client);
    for (const [oldest, unused] of this.#clients) {
      if (this.#clients.size <= kept) break;
      this.#clients.delete(oldest);
      unused.close();
    }
    return client;
  }
}

function relevant(values: { readonly [name: string]: unknown }): [string, unknown][] {
  const names = /^(KUBE|CHAOSTOOLKIT_IN_POD|HTTP_PROXY|NO_PROXY|HOME)/;
  return Object.entries(values)
    .filter(([name]) => names.test(name))
    .map(([name, value]): [string, unknown] => [name, String(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
