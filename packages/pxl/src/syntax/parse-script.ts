import { beyondLimit, limits } from '../limits.js';
import type { Expression, ImportedName, Module, Parameter, Statement } from './ast.js';
import { ExpressionParser } from './parse-expression.js';
import { TokenStream } from './token-stream.js';
import { tokenize } from './tokenize.js';

/** Statements of Python with blocks that PxL has not, by their first word. */
const unsupportedBlocks: Readonly<Record<string, string>> = {
  if: 'If',
  for: 'For',
  while: 'While',
  with: 'With',
  try: 'Try',
  class: 'ClassDef',
  async: 'AsyncFunctionDef',
};

/** Statements within a line that PxL has not. */
const unsupportedStatements: Readonly<Record<string, string>> = {
  pass: 'Pass',
  del: 'Delete',
  global: 'Global',
  nonlocal: 'Nonlocal',
  assert: 'Assert',
  raise: 'Raise',
  break: 'Break',
  continue: 'Continue',
};

/** Words that go on with a compound statement. */
const continuations = ['elif', 'else', 'except', 'finally'];

/** Reads a PxL script into its syntax tree. Throws a `PxlError` with the place of the first syntax error. */
export function parseScript(script: string): Module {
  if (script.length > limits.script.most)
    throw beyondLimit('script', 'the script has', { line: 1, column: 1 });
  return new ScriptParser(new TokenStream(tokenize(script))).parse();
}

class ScriptParser {
  readonly #tokens: TokenStream;
  readonly #expressions: ExpressionParser;
  #depth = 0;

  constructor(tokens: TokenStream) {
    this.#tokens = tokens;
    this.#expressions = new ExpressionParser(tokens);
  }

  parse(): Module {
    const body: Statement[] = [];
    while (!this.#tokens.is('end')) body.push(...this.#statement());
    return { body };
  }

  /** One line or block; several statements where `;` joins them. */
  #statement(): Statement[] {
    if (this.#tokens.is('newline')) {
      this.#tokens.next();
      return [];
    }
    const { current } = this.#tokens;
    if (current.text === '@' && current.kind === 'operator') return [this.#decorated()];
    if (this.#tokens.isKeyword('def')) return [this.#functionDefinition([])];
    if (current.kind === 'keyword' && unsupportedBlocks[current.text] !== undefined)
      return [this.#skipBlocks()];
    const statements = [this.#simple()];
    while (this.#tokens.take(';') && !this.#tokens.is('newline')) statements.push(this.#simple());
    this.#endOfLine();
    return statements;
  }

  #endOfLine(): void {
    if (this.#tokens.is('newline')) this.#tokens.next();
    else this.#tokens.fail('invalid syntax');
  }

  #simple(): Statement {
    const { kind, text, place } = this.#tokens.current;
    const unsupported = kind === 'keyword' ? unsupportedStatements[text] : undefined;
    if (unsupported !== undefined) {
      while (!this.#tokens.is('newline') && !this.#tokens.isOperator(';')) this.#tokens.next();
      return { kind: 'Unsupported', what: unsupported, place };
    }
    if (this.#tokens.take('import')) {
      if (!this.#tokens.is('name')) this.#tokens.fail('Expected module name to import');
      return { kind: 'Import', names: this.#importedNames(), place };
    }
    if (this.#tokens.take('from')) return this.#importFrom(place);
    if (this.#tokens.take('return')) {
      const value =
        this.#tokens.is('newline') || this.#tokens.isOperator(';')
          ? undefined
          : this.#expressions.parseTupleOrOne();
      return { kind: 'Return', value, place };
    }
    const value = this.#expressions.parseTupleOrOne();
    if (
      this.#tokens.current.kind === 'operator' &&
      /^[^=!<>:][^=]?=$|^(?:>>|<<)=$/.test(this.#tokens.current.text)
    ) {
      this.#tokens.next();
      this.#expressions.parseTupleOrOne();
      return { kind: 'Unsupported', what: 'AugAssign', place: value.place };
    }
    if (!this.#tokens.isOperator('=')) return { kind: 'Expression', value, place: value.place };
    const parts = [value];
    while (this.#tokens.isOperator('=')) {
      this.#tokens.next();
      if (this.#tokens.is('newline')) this.#tokens.fail('Expected expression after assignment operator');
      parts.push(this.#expressions.parseTupleOrOne());
    }
    const assigned = parts.pop() ?? value;
    return { kind: 'Assign', targets: parts, value: assigned, place: value.place };
  }

  #importFrom(place: Statement['place']): Statement {
    if (!this.#tokens.is('name')) this.#tokens.fail('Expected name of module');
    const module = this.#dottedName();
    if (!this.#tokens.take('import')) this.#tokens.fail("Expected 'import'");
    if (this.#tokens.take('*'))
      return { kind: 'ImportFrom', module, names: [{ name: '*', alias: undefined }], place };
    const bracket = this.#tokens.take('(');
    const names = this.#importedNames();
    if (bracket) this.#tokens.expect(')');
    return { kind: 'ImportFrom', module, names, place };
  }

  #importedNames(): ImportedName[] {
    const names: ImportedName[] = [];
    do {
      const name = this.#dottedName();
      names.push({
        name,
        alias: this.#tokens.take('as')
          ? this.#tokens.expectName('Expected identifier after `as`').text
          : undefined,
      });
    } while (this.#tokens.take(','));
    return names;
  }

  #dottedName(): string {
    let name = this.#tokens.expectName().text;
    while (this.#tokens.take('.')) name += `.${this.#tokens.expectName().text}`;
    return name;
  }

  #decorated(): Statement {
    const decorators: Expression[] = [];
    while (this.#tokens.take('@')) {
      decorators.push(this.#expressions.parse());
      this.#endOfLine();
    }
    if (!this.#tokens.isKeyword('def')) this.#tokens.fail("Expected 'def' after a decorator");
    return this.#functionDefinition(decorators);
  }

  #functionDefinition(decorators: readonly Expression[]): Statement {
    const { place } = this.#tokens.expect('def');
    const name = this.#tokens.expectName('Expected identifier after `def`').text;
    if (!this.#tokens.take('(')) this.#tokens.fail('Expected parameter declaration');
    const parameters: Parameter[] = [];
    while (!this.#tokens.isOperator(')')) {
      parameters.push(this.#parameter());
      if (!this.#tokens.take(',')) break;
    }
    this.#tokens.expect(')');
    if (this.#tokens.take('->')) this.#expressions.parse();
    this.#tokens.expect(':');
    return { kind: 'FunctionDef', name, parameters, decorators, body: this.#body(), place };
  }

  #parameter(): Parameter {
    const { place } = this.#tokens.current;
    const star = this.#tokens.take('**') ? '**' : this.#tokens.take('*') ? '*' : '';
    const name = this.#tokens.expectName().text;
    const annotation = this.#tokens.take(':') ? this.#expressions.parse() : undefined;
    const value = this.#tokens.take('=') ? this.#expressions.parse() : undefined;
    return { name, star, annotation, default: value, place };
  }

  #body(): Statement[] {
    if (!this.#tokens.is('newline')) return this.#statement();
    this.#tokens.next();
    if (!this.#tokens.is('indent')) this.#tokens.fail('Expected an indented block');
    this.#tokens.next();
    if (++this.#depth > limits.bodies.most)
      throw beyondLimit('bodies', 'SyntaxError: functions are nested', this.#tokens.current.place);
    const body: Statement[] = [];
    while (!this.#tokens.is('dedent') && !this.#tokens.is('end')) body.push(...this.#statement());
    this.#tokens.next();
    this.#depth--;
    return body;
  }

  /** Passes over a statement that PxL has not, with its blocks and their continuations. */
  #skipBlocks(): Statement {
    const { text, place } = this.#tokens.current;
    do this.#skipLineAndBlock();
    while (this.#tokens.isKeyword(...continuations));
    return { kind: 'Unsupported', what: unsupportedBlocks[text] ?? text, place };
  }

  #skipLineAndBlock(): void {
    while (!this.#tokens.is('newline')) {
      if (this.#tokens.is('end')) return;
      this.#tokens.next();
    }
    this.#tokens.next();
    if (!this.#tokens.is('indent')) return;
    let open = 0;
    do {
      if (this.#tokens.is('indent')) open++;
      if (this.#tokens.is('dedent')) open--;
      if (this.#tokens.is('end')) return;
      this.#tokens.next();
    } while (open > 0);
  }
}
