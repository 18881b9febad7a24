import fc from 'fast-check';
import { generatedExpressions, name, oneString, type Tokens, withSeparator } from './generated-expression.js';

/** A line, or a block: its head and what is indented under it. */
export interface GeneratedStatement {
  readonly tokens: Tokens;
  readonly body?: readonly GeneratedStatement[];
}

/** A generated script before it is written out: `layout` decides about blanks, comments, joined lines and indentation. */
export interface GeneratedScript {
  readonly statements: readonly GeneratedStatement[];
  readonly layout: readonly number[];
}

/** Scripts of PxL's grammar and of the Python around it; `None`, `True` and `False` are among their values only if asked. */
export function generatedScripts({
  withNone,
}: {
  readonly withNone: boolean;
}): fc.Arbitrary<GeneratedScript> {
  const expression = generatedExpressions(withNone);
  const line = fc
    .array(simpleStatements(expression), { minLength: 1, maxLength: 2 })
    .map((parts) => withSeparator(parts, ';'));
  const { block } = fc.letrec<{ statement: GeneratedStatement; block: readonly GeneratedStatement[] }>(
    (tie) => ({
      block: fc.array(tie('statement'), { minLength: 1, maxLength: 3 }),
      statement: fc.oneof(
        { maxDepth: 2 },
        { weight: 4, arbitrary: line.map((tokens): GeneratedStatement => ({ tokens })) },
        {
          weight: 2,
          arbitrary: fc
            .tuple(name, parameters(expression), fc.option(expression), tie('block'), fc.option(expression))
            .map(([called, takes, returns, body, result]): GeneratedStatement => {
              const type = returns === null ? [] : ['->', ...returns];
              return {
                tokens: ['def', called, '(', ...takes, ')', ...type, ':'],
                body: result === null ? body : [...body, { tokens: ['return', ...result] }],
              };
            }),
        },
        {
          weight: 1,
          arbitrary: fc
            .tuple(fc.constantFrom('if', 'while'), expression, tie('block'))
            .map(([word, test, body]): GeneratedStatement => ({ tokens: [word, ...test, ':'], body })),
        },
      ),
    }),
  );
  return fc.record({ statements: block, layout: fc.array(fc.nat(99), { minLength: 1, maxLength: 40 }) });
}

function simpleStatements(expression: fc.Arbitrary<Tokens>): fc.Arbitrary<Tokens> {
  const dotted = fc.array(name, { minLength: 1, maxLength: 2 }).map((parts) =>
    withSeparator(
      parts.map((part) => [part]),
      '.',
    ),
  );
  const imported = fc
    .tuple(dotted, fc.option(name))
    .map(([path, alias]) => (alias === null ? path : [...path, 'as', alias]));
  const target = fc.oneof(
    name.map((text) => [text]),
    fc.tuple(name, name).map(([value, attribute]) => [value, '.', attribute]),
    fc.tuple(name, oneString).map(([value, index]) => [value, '[', index, ']']),
  );
  const tuple = fc
    .array(expression, { minLength: 1, maxLength: 3 })
    .map((items) => withSeparator(items, ','));
  return fc.oneof(
    tuple,
    fc
      .tuple(fc.array(target, { minLength: 1, maxLength: 2 }), tuple)
      .map(([targets, value]) => [...targets.flatMap((one) => [...one, '=']), ...value]),
    fc
      .tuple(target, fc.constantFrom('+=', '-=', '**=', '//=', '>>='), expression)
      .map(([left, operator, value]) => [...left, operator, ...value]),
    fc
      .array(imported, { minLength: 1, maxLength: 2 })
      .map((names) => ['import', ...withSeparator(names, ',')]),
    fc.tuple(dotted, name, fc.option(name)).map(([path, what, alias]) => {
      const renamed = alias === null ? [] : ['as', alias];
      return ['from', ...path, 'import', what, ...renamed];
    }),
    fc.constant(['pass']),
  );
}

function parameters(expression: fc.Arbitrary<Tokens>): fc.Arbitrary<Tokens> {
  const parameter = fc
    .tuple(name, fc.option(expression))
    .map(([key, annotation]): Tokens => (annotation === null ? [key] : [key, ':', ...annotation]));
  const all = fc.uniqueArray(parameter, { maxLength: 3, selector: ([key]) => key });
  return fc.tuple(all, fc.option(expression), fc.boolean()).map(([taken, last, packed]) => {
    const withDefault = taken.map((one, at) =>
      last !== null && at === taken.length - 1 ? [...one, '=', ...last] : one,
    );
    return withSeparator(packed ? [...withDefault, ['*', 'rest'], ['**', 'named']] : withDefault, ',');
  });
}
