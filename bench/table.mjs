// The measured figures as a Markdown table, and its place in the README.
import { readFileSync, writeFileSync } from 'node:fs';

const START = '<!-- bench:start -->';
const END = '<!-- bench:end -->';

const shown = (value, unit) => {
  if (value === undefined || value === null || Number.isNaN(value)) return '–';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return `${value.toFixed(digits)} ${unit}`;
};

export function renderTable(figures, machine) {
  const rows = figures.map(
    ({ name, unit, value, limit, reference }) =>
      `| ${name} | ${shown(limit, unit)} | ${shown(value, unit)} | ${shown(reference, unit)} |`,
  );
  return [
    `| what | goal, at most | measured | ${machine.reference} |`,
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    `Medians on ${machine.node}, ${machine.cpus} cores, ${machine.date}.`,
  ].join('\n');
}

export function writeIntoReadme(file, table) {
  const text = readFileSync(file, 'utf8');
  const from = text.indexOf(START);
  const to = text.indexOf(END);
  if (from < 0 || to < 0) throw new Error(`${file} has no place for the table: ${START} … ${END}`);
  writeFileSync(file, `${text.slice(0, from + START.length)}\n${table}\n${text.slice(to)}`);
}
