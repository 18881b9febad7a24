// Lab 1 from end to end, in a temporary copy of examples/lab1: the run deviates, a second replica mends it, the run completes.
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { bringUp, expectCode, playDemo, say } from './demo-stage.mjs';

/** The node port that the example is written for. */
const EXAMPLE_PORT = '30080';
const NODE_PORTS = { first: 30000, last: 32767 };

await playDemo(
  { example: 'lab1', prefix: 'chaoskit-demo-', leaveOut: /\/(\.chaos|__pycache__)(\/|$)/ },
  async ({ work, run, keepJournal }) => {
    const port = await freeNodePort();
    usePort(work, String(port));
    const env = { FRONT_URL: `http://localhost:${port}/`, PYTHONPATH: join(work, 'ctkextensions') };

    say('1. A cluster of three services on this machine: front asks middle, middle asks back.');
    env.KUBECONFIG = await bringUp(run);

    say('2. The experiment: the only pod of middle is deleted while users ask for the front page.');
    expectCode(await run(['run', 'experiment.json'], { env }), 1, 'deviate');
    const first = keepJournal('journal-deviated.json');
    explain(work, first.journal);

    say('3. The remedy: a second replica of middle.');
    expectCode(await run(['sandbox', 'scale', 'deployment/middle', '--replicas=2']), 0, 'scale');
    for (const file of tracesOf(first.journal)) rmSync(join(work, file), { force: true });

    say('4. The same experiment again.');
    expectCode(await run(['run', 'experiment.json'], { env }), 0, 'complete');
    const second = keepJournal('journal-completed.json');
    say('With two replicas one pod of middle can go and users notice nothing.');
    say(`Journals:\n  ${first.path}\n  ${second.path}`);
  },
);

/** A node port on which nobody listens: the example's own, or any other. */
async function freeNodePort() {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = NODE_PORTS.first + Math.floor(Math.random() * (NODE_PORTS.last - NODE_PORTS.first + 1));
    const server = createServer();
    server.listen(port, '127.0.0.1');
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (free) {
      await new Promise((resolve) => server.close(resolve));
      return port;
    }
  }
  throw new Error(`no port between ${NODE_PORTS.first} and ${NODE_PORTS.last} is free`);
}

function usePort(work, port) {
  const files = ['cluster.yaml', ...readdirSync(join(work, 'data')).map((name) => join('data', name))];
  for (const file of files) {
    const path = join(work, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(EXAMPLE_PORT, port));
  }
}

/** Files that the hypothesis reads its traces from. */
function tracesOf(journal) {
  const probes = journal.experiment['steady-state-hypothesis'].probes;
  return probes.flatMap(({ provider }) => provider.arguments?.filepath ?? []);
}

function explain(work, journal) {
  const unmet = journal.steady_states.after?.probes.find(({ tolerance_met: met }) => !met)?.activity.name;
  say(`Why it deviated: the probe '${unmet}' was met before the method and is not met after it.`);
  const answers = tracesOf(journal).flatMap((file) =>
    readFileSync(join(work, file), 'utf8').trim().split('\n').map(JSON.parse),
  );
  const errors = answers.map(({ body }) => errorIn(body)).filter(Boolean);
  say(
    `While the only pod of middle was gone and its successor started, front had nobody to ask: ${errors.length} of ` +
      `${answers.length} answers to users carried an error (${[...new Set(errors)].join(', ')}).`,
  );
}

function errorIn(body) {
  try {
    return JSON.parse(Buffer.from(body ?? '', 'base64').toString()).error;
  } catch {
    return undefined;
  }
}
