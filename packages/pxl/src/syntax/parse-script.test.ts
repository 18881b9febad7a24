import { describe, expect, test } from 'vitest';
import { PxlError } from '../pxl-error.js';
import type { Expression } from './ast.js';
import { parseScript } from './parse-script.js';

function expression(text: string): Expression {
  const [statement] = parseScript(text).body;
  if (statement?.kind !== 'Expression') throw new Error(`no expression: ${text}`);
  return statement.value;
}

function problemOf(script: string): { line: number; column: number; message: string } | undefined {
  try {
    parseScript(script);
    return undefined;
  } catch (error) {
    if (!(error instanceof PxlError)) throw error;
    return error.problems[0];
  }
}

/** A tree as text: enough to see how things bind. */
function shape(node: Expression): string {
  switch (node.kind) {
    case 'Name':
      return node.id;
    case 'Int':
    case 'Float':
    case 'Str':
      return JSON.stringify(typeof node.value === 'bigint' ? Number(node.value) : node.value);
    case 'List':
    case 'Tuple':
      return `${node.kind}(${node.items.map(shape).join(' ')})`;
    case 'Dict':
      return `Dict(${node.entries.map(([key, value]) => `${shape(key)}:${shape(value)}`).join(' ')})`;
    case 'Attribute':
      return `${shape(node.value)}.${node.attribute}`;
    case 'Call':
      return `${shape(node.callee)}(${[...node.args.map(shape), ...node.keywords.map(({ name, value }) => `${name}=${shape(value)}`)].join(' ')})`;
    case 'Subscript':
      return `${shape(node.value)}[${shape(node.index)}]`;
    case 'Unary':
      return `(${node.operator} ${shape(node.operand)})`;
    case 'Binary':
      return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`;
    case 'Compare':
      return `(${[shape(node.left), ...node.rights.map((right, index) => `${node.operators[index]} ${shape(right)}`)].join(' ')})`;
    case 'Bool':
      return `(${node.operands.map(shape).join(` ${node.operator} `)})`;
    case 'Unsupported':
      return `<${node.what}>`;
  }
}

describe('expressions', () => {
  test.each([
    ['a + b * c - d', '((a + (b * c)) - d)'],
    ['not a == b and c or d', '(((not (a == b)) and c) or d)'],
    ['-a.b[0] ** 2', '(- (a.b[0] ** 2))'],
    ['a < b < c', '(a < b < c)'],
    ['a not in b', '(a not in b)'],
    ['f(x, \'a\' "b", k=1)', 'f(x "ab" k=1)'],
    ["f('t' start=1)", 'f("t" start=1)'],
    ['(1,)', 'Tuple(1)'],
    ["{'a': 1, 'b': [2]}", 'Dict("a":1 "b":List(2))'],
    ['0x10 + 0b11 + 0777', '((16 + 3) + 511)'],
    ['1.5e3', '1500'],
    ['lambda x: x', '<Lambda>'],
    ['[x for x in y]', '<ListComp>'],
    ['a if b else c', '<IfExp>'],
    ['{1, 2}', '<Set>'],
    ['a[1:2]', 'a[<Slice>]'],
    [String.raw`'\d\n\x41\101'`, JSON.stringify('\\d\nAA')],
    [String.raw`r'\n'`, JSON.stringify('\\n')],
  ])('%s', (text, expected) => {
    expect(shape(expression(text))).toBe(expected);
  });

  // pixie.md §3.1: where Pixie's parser puts each node.
  test.each([
    ['ab.c(d)', 'call at its bracket', 5],
    ['ab[0]', 'subscript at its bracket', 3],
    ['ab.c', 'attribute at its dot', 3],
    ['ab + c', 'sum at its operator', 4],
    ['ab * c', 'product after its operator', 6],
    ['ab == c', 'comparison at its left side', 1],
    ['not ab', 'not at the word', 1],
    ['[ ab]', 'list at its first element', 3],
  ])('%s: %s', (text, _why, column) => {
    expect(expression(text).place).toEqual({ line: 1, column });
  });
});

describe('statements', () => {
  test('a function with annotations, a doc string and a decorator', () => {
    const [definition] = parseScript(
      "@px.vis.vega('s')\ndef f(a: str, b):\n  ''' doc\n  '''\n\n  # note\n  return a\nf(1)\n",
    ).body;
    expect(definition).toMatchObject({
      kind: 'FunctionDef',
      name: 'f',
      parameters: [{ name: 'a' }, { name: 'b' }],
    });
    expect(definition).toMatchObject({
      body: [{ kind: 'Expression' }, { kind: 'Return', place: { line: 7, column: 3 } }],
    });
  });

  test('what PxL has not is named, with its blocks passed over', () => {
    const { body } = parseScript(
      'if a:\n  b\nelif c:\n  d\nelse:\n  e\nx += 1\nclass C:\n  y = 1\nimport px as p, q\n',
    );
    expect(body.map((one) => (one.kind === 'Unsupported' ? one.what : one.kind))).toEqual([
      'If',
      'AugAssign',
      'ClassDef',
      'Import',
    ]);
  });

  test('several targets', () => {
    expect(parseScript('a = b = 1').body[0]).toMatchObject({
      kind: 'Assign',
      targets: [{ id: 'a' }, { id: 'b' }],
    });
  });
});

describe('errors', () => {
  test.each([
    ['x = a +\n', 1, 8, 'SyntaxError: Expected expression after operator'],
    ['f(a=1, 2)', 1, 8, 'SyntaxError: Expected keyword argument'],
    ["f('a' b=1 c=2)", 1, 11, 'SyntaxError: Expected `)`'],
    ['f(a b)', 1, 5, 'SyntaxError: Expected `)`'],
    ['f(', 1, 3, "SyntaxError: '(' was never closed"],
    ['x = )', 1, 5, "SyntaxError: unmatched ')'"],
    ["x = 'abc\n", 1, 5, 'SyntaxError: unterminated string literal'],
    ['a\n  b\n', 2, 3, 'IndentationError: unexpected indent'],
    ['def f():\n    a\n  b\n', 3, 3, 'IndentationError: unindent does not match any outer indentation level'],
    [
      'def f():\n        a\n\tb\n',
      3,
      2,
      'IndentationError: inconsistent use of tabs and spaces in indentation',
    ],
    ['x = 99999999999999999999', 1, 5, "SyntaxError: '99999999999999999999' does not fit an INT64"],
  ])('%j', (script, line, column, message) => {
    expect(problemOf(script)).toEqual({ line, column, message });
  });

  test.each([
    ['brackets', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
    ['calls', `${'f('.repeat(1000)}${')'.repeat(1000)}`],
    ['signs', `${'-'.repeat(10_000)}1`],
    ['sums', `${'1+'.repeat(100_000)}1`],
    ['attributes', `a${'.b'.repeat(100_000)}`],
    ['functions', Array.from({ length: 100 }, (_, depth) => `${' '.repeat(depth)}def f():\n`).join('')],
  ])('nesting has a limit: %s', (_what, script) => {
    expect(problemOf(script)?.message).toMatch(/^SyntaxError: .*(nested|more than)/);
  });
});
