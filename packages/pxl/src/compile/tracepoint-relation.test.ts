import { describe, expect, test } from 'vitest';
import { query } from '../testing/query.js';
import { tracepointRelation } from './tracepoint-relation.js';

const names = (program: string) => tracepointRelation(program)?.map(({ name, type }) => `${name} ${type}`);

describe('columns of a tracepoint', () => {
  test('come from the conversions of the first printf that names its fields', () => {
    expect(
      names('kprobe:f { printf("hello\\n"); printf("time_:%llu pid:%-6d comm:%-16s\\n", a, b, c); }'),
    ).toEqual(['time_ TIME64NS', 'pid INT64', 'comm STRING']);
  });

  test.each(['', 'printf("no names %d", pid)', 'printf("a:%d b", pid)', 'printf("open'])(
    'are not known from %j',
    (program) => expect(names(program)).toBeUndefined(),
  );
});

const script = (read: string) => `import pxtrace
import px
program = """kprobe:f { printf(\\"time_:%llu pid:%d\\", nsecs, pid); }"""
pxtrace.UpsertTracepoint('tracer', 'own', program, pxtrace.kprobe(), '1m')
df = px.DataFrame(table='${read}')
px.display(df[['pid']])
`;

test('a table that a script declares is there, without rows', () => {
  expect(query(script('own'), {})).toEqual({ output: [] });
});

test('a recorded table of that name is read', () => {
  expect(query(script('own'), { own: { columns: { pid: 'INT64' }, rows: [[7n]] } })).toEqual({
    output: [[7n]],
  });
});

test('no other table comes into being', () => {
  expect(() => query(script('other'), {})).toThrow("Table 'other' not found.");
});

test('a member of a module can be replaced, for the script that does so', () => {
  const own =
    'import px\npx.Pod = str\ndef f(pod: px.Pod):\n  return px.DataFrame("t")\npx.display(f("a"))\n';
  const t = { t: { columns: { v: 'INT64' as const }, rows: [[1n]] } };
  expect(query(own, t)).toEqual({ output: [[1n]] });
  expect(() => query('import px\npx.Pod = str\npx.display(px.DataFrame("t")[px.Pod(1) == ""])', t)).toThrow();
});
