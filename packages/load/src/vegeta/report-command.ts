import { ChaosError } from '@chaoskit/errors';
import { durationFlag, type FlagValues, textFlag } from '../go/flags.js';
import { openInput, openOutput, type Program } from '../program/program.js';
import { Histogram, parseBuckets } from '../report/histogram.js';
import { jsonReport } from '../report/json-report.js';
import { MetricsFold } from '../report/metrics.js';
import { textReport } from '../report/text-report.js';
import { takeTurns } from '../results/read-results.js';
import type { Result } from '../results/result.js';

export const reportFlags = {
  buckets: textFlag({ usage: 'Histogram buckets, e.g.: "[0,1ms,10ms]"', default: '' }),
  every: durationFlag({ usage: 'Report interval', default: 0 }),
  output: textFlag({ usage: 'Output file (default "stdout")', default: 'stdout' }),
  type: textFlag({
    usage: 'Report type to generate [text, json, hist[buckets]] (default "text")',
    default: 'text',
  }),
};

interface Report {
  add(result: Result): void;
  render(): string;
}

/** `vegeta report`: folds results and prints them, once at the end or every so often. */
export async function reportCommand(
  flags: FlagValues<typeof reportFlags>,
  files: readonly string[],
  program: Program,
): Promise<number> {
  const report = createReport(flags.type, flags.buckets);
  const sources = (files.length === 0 ? ['stdin'] : files).map((name) => ({
    name,
    chunks: openInput(name, program),
  }));
  const output = openOutput(flags.output, program);
  const everyMs = flags.every / 1e6;
  let shownAtMs = performance.now();
  for await (const result of takeTurns(sources)) {
    if (program.stop.aborted) break;
    report.add(result);
    if (everyMs > 0 && performance.now() - shownAtMs >= everyMs) {
      shownAtMs = performance.now();
      output.write(report.render());
    }
  }
  output.write(report.render());
  output.close();
  return 0;
}

function createReport(type: string, buckets: string): Report {
  if (type === 'text' || type === 'json') {
    const fold = new MetricsFold();
    const render = type === 'text' ? textReport : jsonReport;
    return { add: (result) => fold.add(result), render: () => render(fold.metrics()) };
  }
  if (type === 'hdrplot') {
    throw new ChaosError('CHAOS_E_LOAD_USAGE', 'report type hdrplot is not supported by the built-in vegeta');
  }
  if (!type.startsWith('hist')) throw new ChaosError('CHAOS_E_LOAD_USAGE', `invalid report type: ${type}`);
  const histogram = new Histogram(parseBuckets(type.slice('hist'.length) || buckets));
  return { add: (result) => histogram.add(result.latencyNs), render: () => histogram.render() };
}
