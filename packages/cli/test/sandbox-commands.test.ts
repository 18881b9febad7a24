import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runChaos, testFolder } from './support/chaos.js';

/** Three replicas of a Python program behind a service. */
const files = {
  'shop.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: till, labels: {tier: shop}}
spec:
  replicas: 3
  selector: {matchLabels: {tier: shop}}
  template:
    metadata: {labels: {tier: shop}}
    spec:
      containers:
        - name: till
          image: shop/till:2
          ports: [{containerPort: 9100}]
          readinessProbe: {tcpSocket: {port: 9100}, periodSeconds: 1}
---
apiVersion: v1
kind: Service
metadata: {name: till}
spec: {selector: {tier: shop}, ports: [{port: 80, targetPort: 9100}]}
`,
  'sandbox.yaml': 'images:\n  shop/till: {command: [python3, -u, till.py]}\n',
  'till.py': `import http.server, socket
class Till(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = socket.gethostname().encode()
        self.send_response(200); self.send_header('content-length', str(len(body))); self.end_headers(); self.wfile.write(body)
    def log_message(self, *args): print('sold')
http.server.ThreadingHTTPServer(('0.0.0.0', 9100), Till).serve_forever()
`,
};

const pods = (func: string, args: object) => ({
  type: 'python',
  module: 'chaosk8s.pod.probes',
  func,
  arguments: args,
});

/** Ends the folder's sandbox with the test, whatever happened in it. */
function sandboxFolder(more: Readonly<Record<string, unknown>> = {}): string {
  const cwd = testFolder({ ...files, ...more });
  onTestFinished(async () => {
    await runChaos(['sandbox', 'down'], { cwd });
  });
  return cwd;
}

async function up(cwd: string, ...args: string[]): Promise<string> {
  const ended = await runChaos(['sandbox', 'up', ...args], { cwd });
  expect(ended.code, ended.log).toBe(0);
  // Exactly one line, for the shell.
  expect(ended.stdout).toMatch(/^export KUBECONFIG=\S+\n$/);
  return ended.stdout.slice('export KUBECONFIG='.length).trim();
}

test('an experiment on a second, different cluster: three replicas of a Python program', async () => {
  const experiment = {
    title: 'a till less',
    runtime: { hypothesis: { strategy: 'before-method-only' } },
    description: 'd',
    'steady-state-hypothesis': {
      title: 'three tills',
      probes: [
        {
          type: 'probe',
          name: 'tills',
          tolerance: true,
          provider: pods('pods_in_phase', { label_selector: 'tier=shop' }),
        },
      ],
    },
    method: [
      { type: 'probe', name: 'before', provider: pods('count_pods', { label_selector: 'tier=shop' }) },
      {
        type: 'action',
        name: 'close-one',
        provider: {
          type: 'python',
          module: 'chaosk8s.pod.actions',
          func: 'terminate_pods',
          arguments: { label_selector: 'tier=shop', qty: 1, grace_period: 0 },
        },
      },
      {
        type: 'action',
        name: 'one-more',
        provider: {
          type: 'python',
          module: 'chaosk8s.deployment.actions',
          func: 'scale_deployment',
          arguments: { name: 'till', replicas: 4 },
        },
      },
    ],
  };
  const cwd = sandboxFolder({ 'e.json': experiment });
  const KUBECONFIG = await up(cwd, '-f', 'shop.yaml');
  const status = await runChaos(['sandbox', 'status', '--json'], { cwd });
  expect(JSON.parse(status.stdout)).toMatchObject({
    state: 'up',
    deployments: [{ name: 'till', replicas: 3, available: 3 }],
  });

  const ended = await runChaos(['run', 'e.json'], { cwd, env: { KUBECONFIG } });
  expect(ended.code, ended.log).toBe(0);
  expect(ended.log).toMatch(
    /Experiment looks valid\n\[INFO\] Target: context chaoskit-sandbox, server https:\/\/127\.0\.0\.1:\d+\n/,
  );
  const journal = JSON.parse(readFileSync(join(cwd, 'journal.json'), 'utf8'));
  expect(journal.run[0].output).toBe(3);
  expect(journal.run[1].output).toHaveLength(1);
  expect((await runChaos(['journal', 'last'], { cwd })).stdout.trim()).toBe(JSON.stringify(journal, null, 2));

  // The undo of the scaling was on disk before the request was sent.
  const [id = ''] = readdirSync(join(cwd, '.chaos/runs'));
  const events = readFileSync(join(cwd, '.chaos/runs', id, 'events.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const undo = events.find(
    ({ type }) => type === 'undo-recorded' && JSON.stringify(events).includes('scale_deployment'),
  );
  expect(JSON.stringify(undo)).toContain('"replicas":3');

  const scaled = await runChaos(['sandbox', 'scale', 'deployment/till', '--replicas=1'], { cwd });
  expect(scaled.code, scaled.log).toBe(0);
  const down = await runChaos(['sandbox', 'down'], { cwd });
  expect([down.code, down.stdout]).toEqual([0, '']);
  const again = await runChaos(['sandbox', 'down'], { cwd });
  expect(again.code).toBe(0);
  expect(again.log).toContain('No sandbox is up in this folder');
});

test('a throw-away sandbox: up, waited for, run, down', async () => {
  const probe = {
    type: 'probe',
    name: 'tills',
    provider: pods('count_pods', { label_selector: 'tier=shop', phase: 'Running' }),
  };
  const cwd = testFolder({ ...files, 'e.json': { title: 't', description: 'd', method: [probe] } });
  const ended = await runChaos(['run', 'e.json', '--sandbox', 'shop.yaml'], { cwd });
  expect(ended.code, ended.log).toBe(0);
  expect(JSON.parse(readFileSync(join(cwd, 'journal.json'), 'utf8')).run[0].output).toBe(3);
  expect(programs(cwd)).toEqual([]);
});

/** Processes whose working folder is the test's, or that name it. */
function programs(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return command.includes('till.py') && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(folder)
          ? [command]
          : command.includes(folder)
            ? [command]
            : [];
      } catch {
        return [];
      }
    });
}
