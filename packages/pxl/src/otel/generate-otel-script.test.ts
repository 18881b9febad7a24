import { describe, expect, test } from 'vitest';
import type { ColumnSpec } from '../columns/types.js';
import { compileScript } from '../compile/compile-script.js';
import { builtinFunctions } from '../functions/builtin-functions.js';
import { standardTables } from '../schemas/standard-tables.js';
import { generateOtelScript } from './generate-otel-script.js';

const options = {
  functions: builtinFunctions,
  tables: (table: string): readonly ColumnSpec[] | undefined =>
    standardTables.find(({ name }) => name === table)?.relation,
  nowNs: 0n,
};

const script = `import px
otel_df = 'taken'
df = px.DataFrame('http_events', start_time='-5m')
df.service = df.ctx['service']
px.display(df[['time_', 'service', 'latency', 'encrypted']],
           'requests') # the first
px.display(px.DataFrame(select=['time_', 'bytes_sent'], table='conn_stats').head(1), 'other')
`;

describe('a script for a plugin', () => {
  const [first = '', rest = ''] = script.split('px.display(px.DataFrame');
  test('reads the window of the run, and exports what it displays', () => {
    expect(rest).not.toBe('');
    const generated = generateOtelScript(first, options);
    expect(generated).toBe(`import px
otel_df = 'taken'
df = px.DataFrame('http_events', start_time=px.plugin.start_time, end_time=px.plugin.end_time)
df.service = df.ctx['service']
px.display(df[['time_', 'service', 'latency', 'encrypted']],
           'requests') # the first

otel_df_0 = df[['time_', 'service', 'latency', 'encrypted']]
px.export(otel_df_0, px.otel.Data(
  resource={
    'requests.service': otel_df_0.service,
    'requests.encrypted': otel_df_0.encrypted,
    'service.name': otel_df_0.service
  },
  data=[
    px.otel.metric.Gauge(
      name='requests.latency',
      description='',
      value=otel_df_0.latency,
    )
  ]
))
`);
    const plugin = { startNs: 1n, endNs: 2n };
    expect(compileScript(generated, { ...options, plugin, hasOtelEndpoint: true }).sinks).toHaveLength(1);
  });

  test.each([
    [script, "Table 'other' does not have a service column"],
    [
      "import px\ndf = px.DataFrame('http_events')\npx.display(df)\n",
      'expected two arguments to px.display, got 1',
    ],
    [
      "import px\ndf = px.DataFrame('http_events')\npx.display(df, 'a' + 'b')\n",
      "expected second argument to px.display to be a string, received 'a' + 'b'",
    ],
    [
      "import px\ndef f(df):\n  px.display(df, 'a')\nf(px.DataFrame('http_events'))\n",
      'script has 1 output tables, but 0 px.display calls',
    ],
    [
      "import px\ndf = px.DataFrame('http_events')\npx.display(df, 'a')\n",
      "column 'upid' uses an unsupported type: UINT128",
    ],
    ["import px\npx.display(px.DataFrame('network_stats')[['time_', 'pod_id']], 'a')\n", 'service column'],
    ["import px\npx.display(px.DataFrame('network_stats')[['pod_id']], 'a')\n", 'time_ column of TIME64NS'],
    [
      "import px\ndf = px.DataFrame('http_events').agg(q=('latency', px.quantiles))\npx.display(df, 'a')\n",
      'quantiles are not supported yet',
    ],
    ["import px\npx.display(px.DataFrame('nope'), 'a')\n", "Table 'nope' not found."],
  ])('%j: %s', (text, message) => {
    expect(() => generateOtelScript(text, options)).toThrow(message);
  });
});
