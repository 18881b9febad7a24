import type { Expression, Keyword } from './ast.js';
import type { TokenStream } from './token-stream.js';

interface CallArguments {
  readonly args: readonly Expression[];
  readonly keywords: readonly Keyword[];
}

/**
 * Reads a call's arguments up to and including its `)`. As Pixie's parser does, one comma may be missing where a keyword
 * argument follows: five of the public scripts lack one (pixie.md §3.1).
 */
export function parseArguments(tokens: TokenStream, parseExpression: () => Expression): CallArguments {
  const args: Expression[] = [];
  const keywords: Keyword[] = [];
  let commaMayMiss = true;
  while (!tokens.isOperator(')')) {
    if (startsKeyword(tokens)) {
      keywords.push(parseKeyword(tokens, parseExpression));
    } else {
      if (keywords.length > 0) tokens.fail('Expected keyword argument');
      if (tokens.isOperator('*', '**')) tokens.fail('argument unpacking is not supported');
      args.push(parseExpression());
    }
    if (tokens.take(',')) continue;
    if (tokens.isOperator(')')) break;
    if (!commaMayMiss || !startsKeyword(tokens)) tokens.fail('Expected `)`');
    commaMayMiss = false;
  }
  tokens.expect(')');
  return { args, keywords };
}

function startsKeyword(tokens: TokenStream): boolean {
  const following = tokens.peek(1);
  return tokens.is('name') && following.kind === 'operator' && following.text === '=';
}

function parseKeyword(tokens: TokenStream, parseExpression: () => Expression): Keyword {
  const { text, place } = tokens.next();
  tokens.expect('=');
  return { name: text, value: parseExpression(), place };
}
