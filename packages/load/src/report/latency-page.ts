/** Points of one line: seconds from the start, latency in milliseconds. */
export interface Series {
  readonly label: string;
  readonly points: readonly (readonly [seconds: number, ms: number])[];
}

const width = 1000;
const height = 420;
const margin = { left: 60, right: 16, top: 12, bottom: 40 };
const colours = ['#2563eb', '#16a34a', '#9333ea', '#0891b2', '#ca8a04'];
const errorColours = ['#dc2626', '#ea580c', '#db2777'];

/** One HTML page with a drawing of latency over time; needs no script and no other file. The data are in it as JSON. */
export function latencyPage(title: string, series: readonly Series[]): string {
  const all = series.flatMap(({ points }) => points);
  const maxX = niceMax(Math.max(0, ...sample(all.map(([x]) => x))));
  const maxY = niceMax(Math.max(0, ...sample(all.map(([, y]) => y))));
  const x = (seconds: number) => margin.left + (seconds / maxX) * (width - margin.left - margin.right);
  const y = (ms: number) => height - margin.bottom - (ms / maxY) * (height - margin.top - margin.bottom);
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const grid = ticks.map((share) => {
    const [atX, atY] = [x(maxX * share), y(maxY * share)].map((n) => n.toFixed(1));
    return (
      `<line x1="${margin.left}" x2="${width - margin.right}" y1="${atY}" y2="${atY}"/>` +
      `<text x="${margin.left - 8}" y="${atY}" text-anchor="end" dy="4">${round(maxY * share)}</text>` +
      `<text x="${atX}" y="${height - margin.bottom + 18}" text-anchor="middle">${round(maxX * share)}</text>`
    );
  });
  const drawn = series.map(({ label, points }, i) => {
    const palette = label.endsWith('ERROR') ? errorColours : colours;
    const colour = palette[i % palette.length] ?? '#000';
    const dots = points.map(
      ([seconds, ms]) => `<circle cx="${x(seconds).toFixed(1)}" cy="${y(ms).toFixed(1)}" r="2"/>`,
    );
    return { label, colour, dots: `<g fill="${colour}">${dots.join('')}</g>` };
  });
  const legend = drawn.map(
    ({ label, colour }) => `<li><b style="color:${colour}">●</b> ${escapeHtml(label)}</li>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<style>body{font:14px sans-serif;margin:24px;max-width:1040px}svg{width:100%}svg line{stroke:#ddd}svg text{fill:#555;font-size:12px}ul{list-style:none;padding:0;display:flex;gap:16px}</style></head>
<body><h1>${escapeHtml(title)}</h1>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Latency in milliseconds over seconds">${grid.join('')}${drawn.map(({ dots }) => dots).join('')}
<text x="${width / 2}" y="${height - 4}" text-anchor="middle">Seconds elapsed</text><text transform="translate(14 ${height / 2}) rotate(-90)" text-anchor="middle">Latency (ms)</text></svg>
<ul>${legend.join('')}</ul>
<script type="application/json" id="data">${JSON.stringify(series).replaceAll('<', '\\u003c')}</script>
</body></html>
`;
}

/** Spread arguments have a limit: the largest of groups is enough for a maximum. */
function sample(values: readonly number[]): number[] {
  const largest: number[] = [];
  for (let i = 0; i < values.length; i += 1000) largest.push(Math.max(...values.slice(i, i + 1000)));
  return largest;
}

function niceMax(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value) ?? value;
}

const round = (value: number): string => String(Number(value.toPrecision(3)));

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
