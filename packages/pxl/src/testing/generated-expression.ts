import fc from 'fast-check';

/** Tokens of one logical line, of a part of it, or of the head of a block. */
export type Tokens = readonly string[];

export const name = fc.constantFrom(
  'a',
  'df',
  'px',
  'x_1',
  '_y',
  'Abc',
  'r',
  'u',
  'str',
  'format',
  'inf',
  'e1',
);
const integer = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String),
  fc.nat(300).map(String),
  fc.nat(300).map((value) => `0x${value.toString(16).toUpperCase()}`),
  fc.nat(300).map((value) => `0o${value.toString(8)}`),
  fc.nat(300).map((value) => `0b${value.toString(2)}`),
);
const float = fc
  .tuple(fc.nat(1000), fc.nat(1000), fc.constantFrom('', 'e3', 'E-2', 'e+1'))
  .chain(([whole, part, power]) =>
    fc.constantFrom(`${whole}.${part}${power}`, `${whole}.${power}`, `.${part}${power}`, `${whole}e2`),
  );

/** Parts of a string's body that mean the same in PxL and in Python; `\u` does not. */
const bodyPart = fc.constantFrom(
  ...['a', 'Z9', ' ', '#', ';', '=', ')', '[', 'é', '日本', '😀'],
  ...['\\n', '\\t', '\\\\', "\\'", '\\"', '\\x41', '\\101', '\\d', '\\\n'],
);
const plainPart = fc.constantFrom('a', 'Z9', ' ', '#', ')', 'é', '😀');
const rawPart = fc.constantFrom('a', '\\d', '\\\\', ' ', '#', '日本');

/** A string literal in any of its forms; those of three quotes may go over lines. */
export const oneString = fc
  .tuple(
    fc.constantFrom("'", '"', "'''", '"""'),
    fc.oneof(
      fc.tuple(fc.constant(''), fc.array(bodyPart, { maxLength: 5 })),
      fc.tuple(fc.constantFrom('r', 'R'), fc.array(rawPart, { maxLength: 5 })),
      fc.tuple(fc.constant('u'), fc.array(plainPart, { maxLength: 5 })),
    ),
    fc.boolean(),
  )
  .map(([quote, [prefix, parts], overLines]) => {
    const body = parts.join('');
    return `${prefix}${quote}${overLines && quote.length === 3 ? `${body}\n  "x'\n` : body}${quote}`;
  });

/** Lists of tokens as one, with a token between them. */
export function withSeparator(parts: readonly Tokens[], separator: string): string[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [separator, ...part]));
}

/** Expressions of PxL and, now and then, of the Python that PxL has not. */
export function generatedExpressions(withNone: boolean): fc.Arbitrary<Tokens> {
  const depthIdentifier = fc.createDepthIdentifier();
  const target = fc.oneof(
    name.map((text) => [text]),
    fc.tuple(name, name).map(([value, attribute]) => [value, '.', attribute]),
    fc.tuple(name, oneString).map(([value, index]) => [value, '[', index, ']']),
  );
  const atom = fc.oneof(
    name.map((text) => [text]),
    integer.map((text) => [text]),
    float.map((text) => [text]),
    fc.array(oneString, { minLength: 1, maxLength: 2 }),
    ...(withNone ? [fc.constantFrom('None', 'True', 'False').map((text) => [text])] : []),
  );
  return fc.letrec<{ expression: Tokens; primary: Tokens }>((tie) => ({
    primary: fc.oneof({ depthIdentifier, maxDepth: 3 }, atom, ...primaries(tie('expression'), target)),
    expression: fc.oneof(
      { depthIdentifier, maxDepth: 3 },
      tie('primary'),
      tie('primary'),
      ...operations(tie('primary')),
      unsupported(tie('expression'), tie('primary')),
    ),
  })).expression;
}

function primaries(expression: fc.Arbitrary<Tokens>, target: fc.Arbitrary<Tokens>): fc.Arbitrary<Tokens>[] {
  const some = (least = 0) => fc.array(expression, { minLength: least, maxLength: 3 });
  const argument = fc.tuple(name, expression).map(([key, value]): Tokens => [key, '=', ...value]);
  const keywords = fc.uniqueArray(argument, { maxLength: 2, selector: ([key]) => key });
  const entry = fc.tuple(expression, expression).map(([key, value]) => [...key, ':', ...value]);
  return [
    expression.map((inner) => ['(', ...inner, ')']),
    fc.tuple(target, name).map(([value, attribute]) => [...value, '.', attribute]),
    fc
      .tuple(target, some(), keywords)
      .map(([callee, args, named]) => [...callee, '(', ...withSeparator([...args, ...named], ','), ')']),
    fc.tuple(target, expression).map(([value, index]) => [...value, '[', ...index, ']']),
    some().map((items) => ['[', ...withSeparator(items, ','), ']']),
    some(1).map((items) => ['[', ...withSeparator(items, ','), ',', ']']),
    some(1).map((items) => ['(', ...withSeparator(items, ','), ',', ')']),
    fc.constant(['(', ')']),
    fc.array(entry, { maxLength: 3 }).map((entries) => ['{', ...withSeparator(entries, ','), '}']),
  ];
}

function operations(primary: fc.Arbitrary<Tokens>): fc.Arbitrary<Tokens>[] {
  const arithmetic = ['+', '-', '*', '/', '%', '//', '**', '&', '|', '^', '<<', '>>', '@'];
  const comparing = ['==', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'is', 'is not'];
  const right = (operators: readonly string[]) =>
    fc
      .tuple(fc.constantFrom(...operators), primary)
      .map(([operator, operand]) => [...operator.split(' '), ...operand]);
  const several = fc.array(right([...arithmetic, ...comparing, 'and', 'or']), { minLength: 2, maxLength: 3 });
  return [
    ...[arithmetic, comparing, ['and', 'or']].map((operators) =>
      fc.tuple(primary, right(operators)).map((parts) => parts.flat()),
    ),
    fc.tuple(primary, several).map(([left, rest]) => [...left, ...rest.flat()]),
    fc
      .tuple(fc.constantFrom('-', '+', '~', 'not'), primary)
      .map(([operator, operand]) => [operator, ...operand]),
  ];
}

function unsupported(expression: fc.Arbitrary<Tokens>, primary: fc.Arbitrary<Tokens>): fc.Arbitrary<Tokens> {
  return fc.oneof(
    fc.tuple(name, expression).map(([key, body]) => ['(', 'lambda', key, ':', ...body, ')']),
    fc
      .tuple(primary, primary, primary)
      .map(([value, test, other]) => ['(', ...value, 'if', ...test, 'else', ...other, ')']),
    fc
      .tuple(primary, name, primary)
      .map(([value, key, all]) => ['[', ...value, 'for', key, 'in', ...all, ']']),
    fc
      .array(expression, { minLength: 1, maxLength: 3 })
      .map((items) => ['{', ...withSeparator(items, ','), '}']),
    fc.tuple(name, integer, integer).map(([value, from, to]) => [value, '[', from, ':', to, ']']),
  );
}
