// Pixie without a cluster, in a temporary copy of examples/pixie: a PxL script judges an experiment over the sandbox's own traffic.
// It completes; with a delay in front of the consumer it deviates.
import { bringUp, expectCode, playDemo, say } from './demo-stage.mjs';

await playDemo(
  { example: 'pixie', prefix: 'chaoskit-demo-pixie-', leaveOut: /\/(\.chaos|journal\.json)/ },
  async ({ run, keepJournal }) => {
    say(
      '1. A producer that calls a consumer all the time, on this machine. The sandbox records what they say to each other.',
    );
    const env = { KUBECONFIG: await bringUp(run) };

    say('2. What a PxL script sees of it: the latency of the consumer, in windows of ten seconds.');
    await run(['pxl', 'run', 'latency.pxl', '--sandbox']);

    say('3. The experiment: more load on the consumer, and its 99th percentile has to stay below 300 ms.');
    expectCode(await run(['run', 'experiment.json'], { env }), 0, 'complete');
    const first = keepJournal('journal-completed.json');
    say(`It completed. The highest p99 of a window was ${highestP99(first.journal)} ms.`);

    say(
      '4. The same with a fault: each request to the consumer is held back for 400 ms while the load goes on.',
    );
    expectCode(await run(['run', 'experiment-delayed.json'], { env }), 1, 'deviate');
    const second = keepJournal('journal-deviated.json');
    say(
      `It deviated, as it should: the highest p99 of a window was ${highestP99(second.journal)} ms. The delay was taken away again.`,
    );
    say(`Journals:\n  ${first.path}\n  ${second.path}`);
  },
);

/** What the probe found after the method, in milliseconds. */
function highestP99(journal) {
  const rows = journal.steady_states.after?.probes[0]?.output ?? [];
  return Math.round(Math.max(...rows.map((row) => row.latency_p99)) / 1e6);
}
