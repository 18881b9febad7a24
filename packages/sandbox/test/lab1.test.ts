import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KubeClient, kinds, kubeFromEnv } from '@chaoskit/kube';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clusterRegistry } from '../src/api/cluster-store.js';
import { yamlDocuments } from '../src/documents/yaml-documents.js';
import { parseSandboxFile } from '../src/images/sandbox-file.js';
import { scaleWorkload } from '../src/index.js';
import { planManifests } from '../src/manifests/plan-manifests.js';
import { freeNodePort, type SandboxBench, sandboxBench } from './support/sandbox-bench.js';

const example = join(import.meta.dirname, '../../../examples/lab1');
const read = (name: string): string => readFileSync(join(example, name), 'utf8');
let bench: SandboxBench;
let signal: AbortSignal;

beforeEach(() => {
  signal = AbortSignal.timeout(110_000);
  bench = sandboxBench(signal);
});
afterEach(() => bench.close());

test('both experiments say the same', () => {
  const [yaml] = yamlDocuments(read('experiment.yaml'), 'experiment.yaml');
  expect(yaml?.value).toEqual(JSON.parse(read('experiment.json')));
});

test('both clusters are the same but for their times, and know their images', () => {
  const plan = (name: string) => {
    const options = { registry: clusterRegistry, lenient: false, namespaces: ['default'] };
    return planManifests([{ name, text: read(name) }], options).objects.map(({ object }) => object);
  };
  const times = /("name":"START_SECONDS","value":)"\d+"/g;
  const texts = ['cluster.yaml', 'cluster-original-timing.yaml'].map((name) =>
    JSON.stringify(plan(name)).replaceAll(times, '$1"?"'),
  );
  expect(texts[0]).toBe(texts[1]);
  const { images } = parseSandboxFile(read('sandbox.yaml'), join(example, 'sandbox.yaml'));
  const named = new Set(texts[0]?.match(/lab\/\w+(?=:1)/g));
  expect(images.map(({ image }) => image).sort()).toEqual([...named].sort());
});

/** Asks the front page four times a second for `ms` milliseconds; answers the errors that users saw. */
async function errorsDuring(url: string, ms: number): Promise<string[]> {
  const asks: Promise<{ error?: string }>[] = [];
  const end = performance.now() + ms;
  while (performance.now() < end) {
    asks.push(fetch(url, { signal }).then((answer) => answer.json() as Promise<{ error?: string }>));
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return (await Promise.all(asks)).flatMap(({ error }) => error ?? []);
}

async function deleteOneMiddle(client: KubeClient): Promise<void> {
  const pods = await client.list(kinds.pods, { namespace: 'default', labelSelector: 'app=middle' }, signal);
  const name = pods[0]?.metadata.name ?? '';
  await client.delete(kinds.pods, { namespace: 'default', name }, {}, signal);
}

test('one replica of middle: its restart is felt; two: it is not', { timeout: 120_000 }, async () => {
  const nodePort = await freeNodePort();
  cpSync(example, bench.folder, { recursive: true, filter: (path) => !path.includes('.chaos') });
  bench.write({ 'cluster.yaml': read('cluster.yaml').replaceAll('30080', String(nodePort)) });
  const { kubeconfig } = await bench.up({ files: ['cluster.yaml'] });
  const client = await kubeFromEnv({ secrets: {}, env: { KUBECONFIG: kubeconfig } });
  const url = `http://127.0.0.1:${nodePort}/`;
  expect(await (await fetch(url)).json()).toEqual({ value: 1 });

  await deleteOneMiddle(client);
  // Who is answered at the very moment of the pod's end sees a reset.
  const felt = (await errorsDuring(url, 2500)).filter((error) => error !== 'ECONNRESET');
  expect(new Set(felt)).toEqual(new Set(['ConnectError']));

  const scaled = { kind: 'deployment', name: 'middle', namespace: 'default', replicas: 2, wait: true };
  const log = { info: () => {}, warning: () => {} };
  await scaleWorkload({ stateDir: bench.stateDir, ...scaled, log, signal });
  await deleteOneMiddle(client);
  expect(await errorsDuring(url, 4000)).toEqual([]);
});
