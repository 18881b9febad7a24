import { mkdirSync } from 'node:fs';
import { startLocalCluster } from './local-cluster.js';

// Usage: node serve-api.js FOLDER: serves a cluster whose pods are no processes, with a kubeconfig in the folder, until SIGTERM.
const started = performance.now();
const folder = process.argv[2] ?? '.';
mkdirSync(folder, { recursive: true });
const cluster = await startLocalCluster(folder);
console.log(`${cluster.url} ready after ${Math.round(performance.now() - started)} ms`);
process.once('SIGTERM', () => {
  for (const fault of cluster.faults) console.log(fault);
  void cluster.close();
});
