import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateCertificate } from '../src/api/certificate/server-certificate.js';
import { createClusterStore } from '../src/api/cluster-store.js';
import { kubeconfigText } from '../src/api/kubeconfig.js';
import { startApiServer } from '../src/api/server.js';

// Usage: node serve-api.js FOLDER: serves the API alone, with a kubeconfig in the folder, until SIGTERM.
const started = performance.now();
const folder = process.argv[2] ?? '.';
mkdirSync(folder, { recursive: true });
const clock = { now: () => Date.now() };
const store = createClusterStore({ clock, random: Math.random });
for (const name of ['default', 'kube-system', 'kube-public', 'kube-node-lease']) {
  store.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
}
const certificate = generateCertificate(clock.now());
const token = randomBytes(24).toString('base64url');
const api = await startApiServer({
  store,
  host: '127.0.0.1',
  port: 0,
  token,
  certificate,
  logsDir: join(folder, 'logs'),
  clock,
  random: Math.random,
  log: (message) => console.error(message),
});
writeFileSync(join(folder, 'kubeconfig'), kubeconfigText({ server: api.url, ca: certificate.ca, token }), {
  mode: 0o600,
});
console.log(`${api.url} ready after ${Math.round(performance.now() - started)} ms`);
process.once('SIGTERM', () => void api.close());
