import { type FlagValues, integerFlag, textFlag } from '../go/flags.js';
import { openInput, openOutput, type Program } from '../program/program.js';
import { latencyPage, type Series } from '../report/latency-page.js';
import { takeTurns } from '../results/read-results.js';

export const plotFlags = {
  output: textFlag({ usage: 'Output file (default "stdout")', default: 'stdout' }),
  threshold: integerFlag({
    usage: 'Threshold of data points above which series are downsampled. (default 4000)',
    default: 4000,
    min: 1,
  }),
  title: textFlag({
    usage: 'Title and header of the resulting HTML page (default "Vegeta Plot")',
    default: 'Vegeta Plot',
  }),
};

/** `vegeta plot`: latency over time as one self-contained HTML page. */
export async function plotCommand(
  flags: FlagValues<typeof plotFlags>,
  files: readonly string[],
  program: Program,
): Promise<number> {
  const sources = (files.length === 0 ? ['stdin'] : files).map((name) => ({
    name,
    chunks: openInput(name, program),
  }));
  const output = openOutput(flags.output, program);
  const series = new Map<string, { atNs: bigint; latencyNs: number }[]>();
  let earliest: bigint | undefined;
  for await (const result of takeTurns(sources)) {
    const label = [result.attack, result.error === '' ? 'OK' : 'ERROR']
      .filter((word) => word !== '')
      .join(': ');
    const points = series.get(label) ?? [];
    points.push({ atNs: result.timestampNs, latencyNs: result.latencyNs });
    series.set(label, points);
    if (earliest === undefined || result.timestampNs < earliest) earliest = result.timestampNs;
  }
  const start = earliest ?? 0n;
  const shown: Series[] = [...series].map(([label, points]) => ({
    label,
    points: thinned(points, flags.threshold).map(
      ({ atNs, latencyNs }) => [Number(atNs - start) / 1e9, latencyNs / 1e6] as const,
    ),
  }));
  output.write(latencyPage(flags.title, shown));
  output.close();
  return 0;
}

/** At most `most` points: of each group of neighbours the slowest, so that no peak is lost. */
function thinned<P extends { atNs: bigint; latencyNs: number }>(points: readonly P[], most: number): P[] {
  const sorted = [...points].sort((a, b) => (a.atNs < b.atNs ? -1 : 1));
  const group = Math.ceil(sorted.length / most);
  if (group <= 1) return sorted;
  const kept: P[] = [];
  for (let i = 0; i < sorted.length; i += group) {
    kept.push(sorted.slice(i, i + group).reduce((a, b) => (b.latencyNs > a.latencyNs ? b : a)));
  }
  return kept;
}
