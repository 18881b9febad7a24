import type { Expression, ScriptPlace } from './ast.js';
import type { ExpressionParser } from './parse-expression.js';
import type { Token } from './token.js';
import type { TokenStream } from './token-stream.js';

/** Reads a name, a literal, or anything in brackets. */
export function parseAtom(tokens: TokenStream, parser: ExpressionParser): Expression {
  const token = tokens.current;
  const { place } = token;
  switch (token.kind) {
    case 'name':
      tokens.next();
      return { kind: 'Name', id: token.text, place };
    case 'int':
      tokens.next();
      return { kind: 'Int', value: readInteger(token, tokens), place };
    case 'float':
      tokens.next();
      return { kind: 'Float', value: Number(token.text), place };
    case 'string':
      return { kind: 'Str', value: readStrings(tokens), place };
    case 'operator':
      if (tokens.take('(')) return parseParentheses(tokens, parser, place);
      if (tokens.take('[')) return parseList(tokens, parser, place);
      if (tokens.take('{')) return parseBraces(tokens, parser, place);
      break;
    case 'keyword':
      if (tokens.take('yield')) return { kind: 'Unsupported', what: 'Yield', place };
      break;
    default:
      break;
  }
  return tokens.fail('Expected an expression');
}

const largestInt64 = 2n ** 63n - 1n;

function readInteger(token: Token, tokens: TokenStream): bigint {
  // Python 2 writes octal numbers with a leading 0.
  const text = /^0[0-7]+$/.test(token.text) ? `0o${token.text.slice(1)}` : token.text;
  if (/^0\d/.test(text)) tokens.fail(`invalid number '${token.text}'`, token);
  const value = BigInt(text);
  if (value > largestInt64 + 1n) tokens.fail(`'${token.text}' does not fit an INT64`, token);
  return BigInt.asIntN(64, value);
}

/** Adjacent literals are one string. */
function readStrings(tokens: TokenStream): string {
  let value = '';
  while (tokens.is('string')) value += tokens.next().text;
  return value;
}

function parseParentheses(tokens: TokenStream, parser: ExpressionParser, place: ScriptPlace): Expression {
  if (tokens.take(')')) return { kind: 'Tuple', items: [], place };
  const value = parser.parseTupleOrOne();
  if (tokens.isKeyword('for')) {
    parser.skipComprehension(')');
    tokens.expect(')');
    return { kind: 'Unsupported', what: 'GeneratorExp', place };
  }
  tokens.expect(')');
  return value;
}

function parseList(tokens: TokenStream, parser: ExpressionParser, place: ScriptPlace): Expression {
  const items: Expression[] = [];
  while (!tokens.isOperator(']')) {
    items.push(parser.parse());
    if (tokens.isKeyword('for')) {
      parser.skipComprehension(']');
      tokens.expect(']');
      return { kind: 'Unsupported', what: 'ListComp', place };
    }
    if (!tokens.take(',')) break;
  }
  tokens.expect(']');
  return { kind: 'List', items, place: items[0]?.place ?? place };
}

function parseBraces(tokens: TokenStream, parser: ExpressionParser, place: ScriptPlace): Expression {
  const entries: [Expression, Expression][] = [];
  let isSet = false;
  while (!tokens.isOperator('}')) {
    const key = parser.parse();
    if (tokens.take(':')) entries.push([key, parser.parse()]);
    else isSet = true;
    if (tokens.isKeyword('for')) {
      parser.skipComprehension('}');
      tokens.expect('}');
      return { kind: 'Unsupported', what: isSet ? 'SetComp' : 'DictComp', place };
    }
    if (!tokens.take(',')) break;
  }
  tokens.expect('}');
  return isSet ? { kind: 'Unsupported', what: 'Set', place } : { kind: 'Dict', entries, place };
}
