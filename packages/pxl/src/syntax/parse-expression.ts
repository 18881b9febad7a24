import { beyondLimit, limits } from '../limits.js';
import type { Expression, ScriptPlace } from './ast.js';
import { parseArguments } from './parse-arguments.js';
import { parseAtom } from './parse-atom.js';
import type { TokenStream } from './token-stream.js';

const comparisons = ['==', '!=', '<>', '<', '>', '<=', '>=', 'in', 'is', 'not'];

/** Binary operators by how tightly they bind, loosest first. */
const binaryLevels = [['|'], ['^'], ['&'], ['<<', '>>'], ['+', '-'], ['*', '/', '%', '//', '@']];

/** Places of `* / % // @` are that of the token after the operator; of the others, the operator's. */
const placedAfter = new Set(binaryLevels.at(-1));

/** Reads expressions of Python; what PxL has not becomes an `Unsupported` node, which the compiler names. */
export class ExpressionParser {
  readonly #tokens: TokenStream;
  #depth = 0;

  constructor(tokens: TokenStream) {
    this.#tokens = tokens;
  }

  /** `a, b` without brackets is a tuple here. */
  parseTupleOrOne(): Expression {
    const first = this.parse();
    if (!this.#tokens.isOperator(',')) return first;
    const items = [first];
    while (this.#tokens.take(',') && !this.#endsTuple()) items.push(this.parse());
    return { kind: 'Tuple', items, place: first.place };
  }

  /** One expression. */
  parse(): Expression {
    this.#enter();
    const value = this.#conditional();
    this.#depth--;
    return value;
  }

  #enter(): void {
    if (++this.#depth > limits.brackets.most)
      throw beyondLimit('brackets', 'SyntaxError: expressions are nested', this.#tokens.current.place);
  }

  #endsTuple(): boolean {
    return (
      this.#tokens.is('newline') || this.#tokens.isOperator(')', ']', '}', '=', ';') || this.#tokens.is('end')
    );
  }

  #conditional(): Expression {
    const lambda = this.#tokens.take('lambda');
    if (lambda) return this.#skipLambda(lambda.place);
    const value = this.#or();
    const condition = this.#tokens.take('if');
    if (!condition) return value;
    this.#or();
    this.#tokens.expect('else');
    this.parse();
    return { kind: 'Unsupported', what: 'IfExp', place: value.place };
  }

  #skipLambda(place: ScriptPlace): Expression {
    while (!this.#tokens.isOperator(':')) {
      if (this.#tokens.is('newline') || this.#tokens.is('end')) this.#tokens.fail('Expected `:`');
      this.#tokens.next();
    }
    this.#tokens.expect(':');
    this.parse();
    return { kind: 'Unsupported', what: 'Lambda', place };
  }

  #or(): Expression {
    return this.#bool('or', () => this.#bool('and', () => this.#not()));
  }

  #bool(operator: 'and' | 'or', operand: () => Expression): Expression {
    const first = operand();
    if (!this.#tokens.isKeyword(operator)) return first;
    const { place } = this.#tokens.current;
    const operands = [first];
    while (this.#tokens.take(operator)) operands.push(this.#operandAfterOperator(operand));
    return { kind: 'Bool', operator, operands, place };
  }

  #not(): Expression {
    const operator = this.#tokens.take('not');
    if (!operator) return this.#comparison();
    return {
      kind: 'Unary',
      operator: 'not',
      operand: this.#nested(() => this.#not()),
      place: operator.place,
    };
  }

  #comparison(): Expression {
    const left = this.#binary(0);
    const found: string[] = [];
    const rights: Expression[] = [];
    while (comparisons.includes(this.#tokens.current.text) && this.#tokens.current.kind !== 'string') {
      found.push(this.#comparisonOperator());
      rights.push(
        this.#operandAfterOperator(() => this.#binary(0), 'Expected expression after comparison operator'),
      );
    }
    return found.length === 0 ? left : { kind: 'Compare', left, operators: found, rights, place: left.place };
  }

  #comparisonOperator(): string {
    const { text } = this.#tokens.next();
    if (text === 'not') return `not ${this.#tokens.expect('in').text}`;
    if (text === 'is' && this.#tokens.take('not')) return 'is not';
    return text;
  }

  #binary(level: number): Expression {
    const operators = binaryLevels[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (let chained = 0; this.#tokens.isOperator(...operators); chained++) {
      // The tree leans left: a long chain is as deep as nested brackets.
      if (chained >= limits.chain.most)
        throw beyondLimit('chain', 'SyntaxError: there are', this.#tokens.current.place);
      const operator = this.#tokens.next();
      const { place } = placedAfter.has(operator.text) ? this.#tokens.current : operator;
      const right = this.#operandAfterOperator(() => this.#binary(level + 1));
      left = { kind: 'Binary', operator: operator.text, left, right, place };
    }
    return left;
  }

  #unary(): Expression {
    if (!this.#tokens.isOperator('+', '-', '~')) return this.#power();
    const operator = this.#tokens.next();
    return {
      kind: 'Unary',
      operator: operator.text,
      operand: this.#nested(() => this.#unary()),
      place: operator.place,
    };
  }

  #power(): Expression {
    const left = this.#postfix();
    const operator = this.#tokens.take('**');
    if (!operator) return left;
    return {
      kind: 'Binary',
      operator: '**',
      left,
      right: this.#nested(() => this.#unary()),
      place: operator.place,
    };
  }

  #postfix(): Expression {
    let value = parseAtom(this.#tokens, this);
    for (let links = 0; ; links++) {
      const { place } = this.#tokens.current;
      if (links >= limits.chain.most) throw beyondLimit('chain', 'SyntaxError: there are', place);
      if (this.#tokens.take('.')) {
        value = {
          kind: 'Attribute',
          value,
          attribute: this.#tokens.expectName('Expected identifier after `.`').text,
          place,
        };
      } else if (this.#tokens.take('(')) {
        value = {
          kind: 'Call',
          callee: value,
          ...parseArguments(this.#tokens, () => this.#argument()),
          place,
        };
      } else if (this.#tokens.take('[')) {
        value = { kind: 'Subscript', value, index: this.#subscript(), place };
      } else {
        return value;
      }
    }
  }

  #argument(): Expression {
    const value = this.parse();
    if (!this.#tokens.isKeyword('for')) return value;
    this.skipComprehension(')');
    return { kind: 'Unsupported', what: 'GeneratorExp', place: value.place };
  }

  #subscript(): Expression {
    const { place } = this.#tokens.current;
    if (this.#tokens.isOperator(']')) this.#tokens.fail('Expected expression within `[]`');
    const items: (Expression | undefined)[] = [];
    let comma = false;
    do {
      if (items.length > 0 && this.#endsTuple()) break;
      items.push(this.#sliceOrOne());
      comma = this.#tokens.take(',') !== undefined;
    } while (comma);
    this.#tokens.expect(']');
    const values = items.filter((item) => item !== undefined);
    const [first] = values;
    if (first === undefined || values.length < items.length)
      return { kind: 'Unsupported', what: 'Slice', place };
    return items.length === 1 && !comma ? first : { kind: 'Tuple', items: values, place: first.place };
  }

  /** Undefined for a slice, which PxL has not. */
  #sliceOrOne(): Expression | undefined {
    const value = this.#tokens.isOperator(':') ? undefined : this.parse();
    if (!this.#tokens.isOperator(':')) return value;
    for (let colons = 0; colons < 2 && this.#tokens.take(':'); colons++)
      if (!this.#tokens.isOperator(':', ',', ']')) this.parse();
    return undefined;
  }

  /** Passes over `for … in …` up to, not including, the closing bracket. */
  skipComprehension(closing: string): void {
    let open = 0;
    while (open > 0 || !this.#tokens.isOperator(closing)) {
      if (this.#tokens.is('end')) this.#tokens.fail(`Expected \`${closing}\``);
      if (this.#tokens.isOperator('(', '[', '{')) open++;
      if (this.#tokens.isOperator(')', ']', '}')) open--;
      this.#tokens.next();
    }
  }

  #operandAfterOperator(
    operand: () => Expression,
    message = 'Expected expression after operator',
  ): Expression {
    if (this.#endsTuple() || this.#tokens.isOperator(',')) this.#tokens.fail(message);
    return operand();
  }

  #nested(operand: () => Expression): Expression {
    this.#enter();
    const value = this.#operandAfterOperator(operand);
    this.#depth--;
    return value;
  }
}
