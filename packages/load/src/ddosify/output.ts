import type { Phase, Tally } from './tally.js';

const toMs = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** The one line of `-o stdout-json`; durations in seconds, rounded to milliseconds. */
export function jsonOutput(tally: Tally): string {
  const means = tally.means();
  const durations = Object.fromEntries(
    Object.entries(means).map(([phase, seconds]) => [phase, toMs(seconds)]),
  );
  const counts = {
    success_count: tally.successes,
    success_perc: tally.successPercent,
    fail_perc: tally.failPercent,
  };
  const output = {
    success_perc: tally.successPercent,
    fail_perc: tally.failPercent,
    test_status: 'success',
    failed_criterias: null,
    success_count: tally.successes,
    server_fail_count: tally.failures,
    assertion_fail_count: 0,
    avg_duration: toMs(means.total ?? 0),
    steps: {
      1: {
        name: '',
        status_code_dist: Object.fromEntries(
          [...tally.statusCodes].map(([code, { count }]) => [code, count]),
        ),
        fail: {
          count: tally.failures,
          assertions: { count: 0, conditions: {} },
          server: { count: tally.failures, reasons: Object.fromEntries(tally.reasons) },
        },
        durations,
        ...counts,
      },
    },
  };
  return `${JSON.stringify(output)}\n`;
}

/** The line that shows how far the run is. */
export function liveLine(tally: Tally): string {
  const success = `✔️  Successful Run: ${cell(tally.successes)}${cell(`${tally.successPercent}%`)}`;
  const failed = `❌ Failed Run: ${cell(tally.failures)}${cell(`${tally.failPercent}%`)}`;
  return `${success}    ${failed}    ⏱️  Avg. Duration: ${(tally.means().total ?? 0).toFixed(5)}s\n`;
}

const cell = (value: string | number): string => String(value).padEnd(7);

const labels: readonly (readonly [Phase, string])[] = [
  ['dns', 'DNS'],
  ['connection', 'Connection'],
  ['tls', 'TLS'],
  ['request_write', 'Request Write'],
  ['server_processing', 'Server Processing'],
  ['response_read', 'Response Read'],
  ['total', 'Total'],
];

/** The block at the end of `-o stdout`. */
export function resultBlock(tally: Tally): string {
  const means = tally.means();
  const lines = [
    '',
    '',
    'RESULT',
    '-------------------------------------',
    `Success Count:    ${String(tally.successes).padEnd(5)} (${tally.successPercent}%)`,
    `Failed Count:     ${String(tally.failures).padEnd(5)} (${tally.failPercent}%)`,
    '',
    'Durations (Avg):',
    ...labels.flatMap(([phase, label]) => {
      const seconds = means[phase];
      return seconds === undefined ? [] : [`  ${label.padEnd(20)} :${seconds.toFixed(4)}s`];
    }),
    '',
    'Status Code (Message) :Count',
    ...[...tally.statusCodes].map(
      ([code, { count, text }]) => `  ${`${code} (${text})`.padEnd(20)} :${count}`,
    ),
    '',
  ];
  if (tally.reasons.size > 0) {
    lines.push('Error Distribution (Count:Reason):');
    for (const [reason, count] of tally.reasons) lines.push(`  ${String(count).padEnd(6)} :${reason}`);
    lines.push('');
  }
  lines.push('Test Status : Success', '');
  return lines.join('\n');
}
