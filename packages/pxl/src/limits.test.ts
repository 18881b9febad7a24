import { describe, expect, test } from 'vitest';
import { beyondLimit, hintOfLimit, type LimitName, limits } from './limits.js';
import { PxlError } from './pxl-error.js';
import { query, type SmallTable } from './testing/query.js';

const begin = "import px\ndf = px.DataFrame('t')\n";
const t: SmallTable = {
  columns: { time_: 'TIME64NS', n: 'INT64', s: 'STRING' },
  rows: Array.from({ length: 200 }, (_, row) => [BigInt(row), BigInt(row % 7), `text ${row % 5}`]),
};

/** Each ends with one problem that has a place; none of them may end otherwise, or never. */
function refusal(script: string, table = t): { place: string; message: string } {
  try {
    query(script, { t: table });
  } catch (error) {
    if (!(error instanceof PxlError)) throw error;
    expect(error.problems).toHaveLength(1);
    const [problem] = error.problems;
    return { place: `${problem?.line}:${problem?.column}`, message: problem?.message ?? '' };
  }
  throw new Error('the script was not refused');
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');

const doublingFunctions = `import px
def f0(df):
    return df.append(df)
${lines(30, (index) => `def f${index + 1}(df):\n    return f${index}(f${index}(df))`)}px.display(f30(px.DataFrame('t')))
`;

describe('what takes too much is refused where it does', () => {
  test.each<[string, string, string, string]>([
    [
      '20,000 assignments on each other',
      `${begin}${lines(20_000, () => 'df.n = df.n + 1')}px.display(df)\n`,
      '502:3',
      'the script puts more than 1,000 operations on each other',
    ],
    [
      '20,000 columns',
      `${begin}${lines(20_000, (index) => `df.c${index} = df.n`)}px.display(df)\n`,
      '1002:3',
      'the script puts more than 1,000 operations on each other',
    ],
    [
      'an expression that grows',
      `${begin}x = df.n\n${lines(2_000, () => 'x = x + 1')}`,
      '1004:7',
      'the expression puts more than 1,000 operations on each other',
    ],
    [
      'functions that double their calls',
      doublingFunctions,
      '5:14',
      'the script takes more than 300,000 steps',
    ],
    [
      'a function that calls itself',
      'import px\ndef f(n):\n    return f(n)\npx.display(f(1))\n',
      '3:13',
      'the script calls more than 100 functions inside each other',
    ],
    [
      'functions nested with deep expressions',
      `import px\ndef f0(x):\n    return x\n${lines(90, (index) => `def f${index + 1}(x):\n    return ${'('.repeat(100)}${'-'.repeat(50)}f${index}(x)${')'.repeat(100)}`)}px.display(f90(1))\n`,
      '137:137',
      'the script evaluates more than 1,200 expressions inside each other',
    ],
    [
      'a constant text that doubles',
      `${begin}s = 'xxxxxxxxxxxxxxxx'\n${lines(40, () => 's = s + s')}`,
      '21:7',
      "'+' makes more than 4,000,000 characters in one text",
    ],
    [
      'a table that doubles',
      `${begin}${lines(30, () => 'df = df.append(df)')}px.display(df.agg(n=('n', px.count)))\n`,
      '19:15',
      'the append makes more than 16,000,000 rows',
    ],
    [
      'a merge that explodes',
      `${begin}df = df[['n']].head(70)\n${lines(3, (index) => `df = df.merge(df, how='inner', left_on='n', right_on='n', suffixes=['', '_${index}'])`)}px.display(df)\n`,
      '6:14',
      'the merge makes more than 16,000,000 rows',
    ],
    [
      'columns that double',
      `${begin}df = df[['n']].head(1)\n${lines(12, (index) => `df = df.merge(df, how='inner', left_on='n', right_on='n', suffixes=['', '_${index}'])`)}px.display(df)\n`,
      '13:14',
      'the DataFrame has more than 1,000 columns',
    ],
    [
      'texts that double, row by row',
      `${begin}${lines(40, () => 'df.s = df.s + df.s')}px.display(df[['s']])\n`,
      '22:13',
      'the function makes more than 4,000,000 characters in one text',
    ],
    [
      'a substitute that is put everywhere',
      `${begin}df.s = df.s + df.s\ndf.s = px.replace('(x?)*', df.s, '${'y'.repeat(400_000)}')\npx.display(df[['s']])\n`,
      '4:18',
      'the function makes more than 4,000,000 characters in one text',
    ],
    [
      'a large text in every row',
      `${begin}s = '${'y'.repeat(400_000)}'\ndf.s = s + s + s + s\npx.display(df[['s']])\n`,
      '5:14',
      'the script shows more than 250,000,000 characters of text',
    ],
    [
      'more tables than anybody reads',
      `${begin}${lines(200, () => 'px.display(df)')}`,
      '103:11',
      'the script gives more than 100 tables',
    ],
    [
      'a script of a megabyte',
      `${begin}${'# nothing\n'.repeat(100_000)}px.display(df)\n`,
      '1:1',
      'the script has more than 500,000 characters',
    ],
    [
      'a call of 300,000 arguments',
      `${begin}df.n = px.abs(${'1,'.repeat(300_000)})\npx.display(df)\n`,
      '1:1',
      'the script has more than 500,000 characters',
    ],
    [
      'a thousand calls inside each other',
      `${begin}df.n = ${'px.abs('.repeat(1000)}df.n${')'.repeat(1000)}\npx.display(df)\n`,
      '3:1408',
      'SyntaxError: expressions are nested more than 200 deep',
    ],
  ])('%s', (_, script, place, message) => {
    expect(refusal(script)).toEqual({ place, message });
  });

  test('what the plan is made of counts', () => {
    const columns = lines(300, (index) => `df.c${index} = df.n`);
    const filters = lines(300, (index) => `a = a[a.n > ${index}]`);
    const script = `${begin}${columns}${lines(10, () => `a = df\n${filters}px.display(a)`)}`;
    expect(refusal(script).message).toBe(
      'the script needs more than 300,000 columns and parts of expressions',
    );
  });

  test('values that are computed count', () => {
    const rows = Array.from({ length: 250_000 }, () => [1n]);
    const script = `${begin}x = df.n\n${lines(300, () => 'x = x + df.n')}${lines(3, (index) => `df.c${index} = x * ${index}`)}px.display(df)\n`;
    expect(refusal(script, { columns: { n: 'INT64' }, rows }).message).toBe(
      'the script computes more than 200,000,000 values',
    );
  });

  test('a list of types is cut short', () => {
    const { message } = refusal(`${begin}df.n = px.abs(${'1,'.repeat(1000)})\npx.display(df)\n`);
    expect(message).toBe(`Could not find UDF 'abs' with arguments [${'INT64,'.repeat(30)}… 1000 in all].`);
  });

  test('a message does not repeat what the script says at any length', () => {
    expect(refusal(`${begin}df.n = ${'n'.repeat(100_000)}\n`).message).toHaveLength(2_007);
  });
});

test('each refusal is led back to its limit, and so to what helps', () => {
  for (const [name, { hint }] of Object.entries(limits)) {
    const { message } = beyondLimit(name as LimitName, 'it takes', { line: 1, column: 1 });
    expect(hintOfLimit(message)).toBe(hint);
  }
  expect(hintOfLimit("Table 'x' not found.")).toBeUndefined();
});

/** Where each of these went over the rest again from each character, or each member was looked up through all others. */
describe('long arguments and long histories are passed over once', () => {
  const digits = '1'.repeat(400_000);
  test.each([
    ['a duration', `x = px.parse_duration('${digits}')`, 'Time string is in wrong format.'],
    ['a time', `df = px.DataFrame('t', start_time='${digits}')`, 'Time string is in wrong format.'],
    [
      'a format that fits in many ways',
      `x = px.strptime('${'1'.repeat(100)}x', '${'%Y'.repeat(50)}')`,
      'Failed to parse time',
    ],
    [
      'a format of blanks',
      `x = px.strptime('${' '.repeat(200_000)}x', '${' '.repeat(200_000)}')`,
      'Failed to parse time',
    ],
  ])('%s', (_, line, message) => {
    expect(refusal(`${begin}${line}\n`).message).toContain(message);
  });

  test('a module that is assigned to again and again', () => {
    const script = `${begin}${lines(20_000, (index) => `px.a = ${index}`)}df.n = px.a\npx.display(df[['n']].head(1))\n`;
    expect(query(script, { t }).output).toEqual([[19_999n]]);
    expect(refusal(`${begin}${lines(2_000, (index) => `px.a${index} = 1`)}`).message).toBe(
      'the script takes more than 300,000 steps',
    );
  });
});

describe('what is shared is computed once', () => {
  test('an expression that is added to itself 60 times', () => {
    const script = `${begin}x = df.n\n${lines(60, () => 'x = x + x')}df.x = x\npx.display(df[['x']])\n`;
    expect(query(script, { t }).output?.slice(0, 3)).toEqual([[0n], [1n << 60n], [2n << 60n]]);
  });

  test('a chain of methods runs each call once', () => {
    const script = `import px
def seen(df):
    px.display(df, 'seen')
    return df
px.display(seen(px.DataFrame('t'))${'.head(5)'.repeat(60)}.agg(n=('n', px.count)))
`;
    const { output, ...others } = query(script, { t });
    expect(output).toEqual([[5n]]);
    expect(Object.keys(others)).toEqual(['seen']);
  });
});

describe('what stays within the limits works', () => {
  test('as many operations on each other as there may be', () => {
    const count = (limits.depth.most - 2) / 2;
    const script = `${begin}${lines(count, () => 'df.n = df.n + 1')}px.display(df[['n']])\n`;
    expect(query(script, { t }).output?.[0]).toEqual([BigInt(count)]);
  });

  test('as deep an expression as there may be', () => {
    const script = `${begin}df.n = ${Array.from({ length: 900 }, () => 'df.n').join(' + ')}\npx.display(df[['n']])\n`;
    expect(query(script, { t }).output?.[1]).toEqual([900n]);
  });

  test('a script of half a megabyte', () => {
    const script = `${begin}${'# nothing\n'.repeat(49_000)}px.display(df.agg(n=('n', px.count)))\n`;
    expect(query(script, { t }).output).toEqual([[200n]]);
  });
});
