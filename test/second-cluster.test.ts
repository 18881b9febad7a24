import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runChaos } from '../packages/cli/test/support/chaos.js';
import {
  expectJournalIsFold,
  experiment,
  pythonAction,
  readJournal,
} from '../packages/cli/test/support/experiment.js';
import { processesWith, until } from '../packages/cli/test/support/processes.js';
import {
  deployment,
  freeNodePort,
  kubeconfigOf,
  manifests,
  sandboxFolder,
  service,
} from '../packages/cli/test/support/sandbox.js';

// Three programs that know nothing of the sandbox. Each listens on all addresses, and all on the same port.
const PORT = 9100;

const stockInPython = `import http.server, os, socket, sys

class Stock(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = socket.gethostname().encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        print("asked by", self.client_address[0], flush=True)

http.server.ThreadingHTTPServer(("0.0.0.0", ${PORT}), Stock).serve_forever()
`;

const priceInC = `#include <arpa/inet.h>
#include <string.h>
#include <unistd.h>
int main(void) {
  struct sockaddr_in all = { .sin_family = AF_INET, .sin_port = htons(${PORT}) };
  int on = 1, door = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(door, (struct sockaddr *)&all, sizeof all) || listen(door, 16)) return 1;
  for (;;) {
    char question[4096];
    const char *answer = "HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\n42";
    int guest = accept(door, 0, 0);
    if (guest < 0) continue;
    if (read(guest, question, sizeof question) > 0) write(guest, answer, strlen(answer));
    close(guest);
  }
}
`;

const shopInNode = `import { createServer } from 'node:http';
const ask = async (name) => (await fetch(process.env[name])).text();
createServer(async (request, response) => {
  try {
    response.end(JSON.stringify({ stock: await ask('STOCK_URL'), price: await ask('PRICE_URL') }));
  } catch (error) {
    response.writeHead(503).end(String(error.cause ?? error));
  }
}).listen(${PORT});
`;

interface Page {
  readonly stock: string;
  readonly price: string;
}

const networkOf = (pid: number): string => readlinkSync(`/proc/${pid}/ns/net`);

test('a shop in three languages: networks of their own, replicas, a killed pod', {
  timeout: 90_000,
}, async () => {
  const nodePort = await freeNodePort();
  const marker = `mark-shop-${nodePort}-${process.pid}`;
  const env = {
    STOCK_URL: `http://stock:${PORT}/`,
    PRICE_URL: `http://price.default.svc.cluster.local:${PORT}/`,
  };
  const cwd = sandboxFolder({
    'shop.yaml': manifests(
      deployment('stock', { replicas: 3, port: PORT }),
      service('stock', PORT),
      deployment('price', { port: PORT }),
      service('price', PORT),
      deployment('shop', { port: PORT, env }),
      service('shop', PORT, nodePort),
    ),
    'sandbox.yaml': {
      images: {
        'test/stock': { command: ['python3', 'stock.py', marker] },
        'test/price': { command: ['./price', marker] },
        'test/shop': { command: ['node', 'shop.mjs', marker] },
      },
    },
    'stock.py': stockInPython,
    'price.c': priceInC,
    'shop.mjs': shopInNode,
    'x.json': experiment(
      [
        pythonAction('chaosk8s.pod.probes', 'read_pod_logs', { label_selector: 'app=stock' }),
        pythonAction('chaosk8s.pod.actions', 'terminate_pods', { label_selector: 'app=stock', qty: 1 }),
        pythonAction('chaosk8s.deployment.actions', 'scale_deployment', { name: 'price', replicas: 2 }),
      ],
      {
        'steady-state-hypothesis': {
          title: 'the shop is open',
          probes: [
            {
              type: 'probe',
              name: 'page',
              tolerance: { type: 'jsonpath', path: '$.price', expect: ['42'], target: 'body' },
              provider: { type: 'http', url: `http://127.0.0.1:${nodePort}/` },
            },
            {
              ...pythonAction('chaosk8s.deployment.probes', 'deployment_available_and_healthy', {
                name: 'shop',
              }),
              type: 'probe',
              tolerance: true,
            },
          ],
        },
      },
    ),
  });
  execFileSync(process.env.CC ?? 'cc', ['-o', 'price', 'price.c'], { cwd });

  const up = await runChaos(['sandbox', 'up', '-f', 'shop.yaml'], { cwd });
  const kubeconfig = kubeconfigOf(up);
  const programs = processesWith(marker);
  expect(programs).toHaveLength(5);
  const networks = new Set(programs.map(networkOf));
  expect(networks.size).toBe(5);
  expect(networks).not.toContain(readlinkSync('/proc/self/ns/net'));

  const seen = new Set<string>();
  await until('all three replicas have answered', async () => {
    const page = (await (await fetch(`http://127.0.0.1:${nodePort}/`)).json()) as Page;
    expect(page.price).toBe('42');
    seen.add(page.stock);
    return seen.size === 3;
  });
  for (const name of seen) expect(name).toMatch(/^stock-\w+-\w+$/);

  const stocks = new Set(processesWith('stock.py').filter((pid) => programs.includes(pid)));
  const run = await runChaos(['run', 'x.json'], { cwd, env: { KUBECONFIG: kubeconfig } });
  expect(run.log).toContain('Experiment ended with status: completed');
  expect(run.code).toBe(0);
  const journal = readJournal(cwd);
  expect(journal.run.map(({ status }: { status: string }) => status)).toEqual(Array(3).fill('succeeded'));
  expect(JSON.stringify(journal.run[0].output)).toContain('asked by');
  await expectJournalIsFold(cwd);

  // One of the three is gone, with its process, and has a successor; price has a second replica.
  await until('the cluster is as wished', async () => {
    const { stdout } = await runChaos(['sandbox', 'status', '--json'], { cwd });
    const { deployments }: { deployments: { name: string; available: number }[] } = JSON.parse(stdout);
    const available = Object.fromEntries(deployments.map(({ name, available }) => [name, available]));
    return available.stock === 3 && available.price === 2;
  });
  await until('the killed process is gone', () => processesWith(marker).length === 6);
  const now = processesWith('stock.py').filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(marker),
  );
  expect(now.filter((pid) => stocks.has(pid))).toHaveLength(2);
  expect(now).toHaveLength(3);

  expect((await runChaos(['sandbox', 'down'], { cwd })).code).toBe(0);
  await until(
    'nothing of the shop runs',
    () => processesWith(marker).length + processesWith(join(cwd, '')).length === 0,
  );
});
