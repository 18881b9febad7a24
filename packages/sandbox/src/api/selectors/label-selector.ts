import { badRequest } from '../../store/status-error.js';

export type LabelTest = (labels: Readonly<Record<string, string>>) => boolean;

interface Requirement {
  readonly key: string;
  readonly operator: '=' | '!=' | 'in' | 'notin' | 'exists' | '!' | '>' | '<';
  readonly values: readonly string[];
}

/** Reads a label selector (Kubernetes concepts, "Labels and Selectors"); `undefined` where it selects all. BadRequest where it is none. */
export function parseLabelSelector(text: string | null): LabelTest | undefined {
  if (text === null || text.trim() === '') return undefined;
  const requirements = new SelectorReader(text).read();
  return (labels) => requirements.every((requirement) => matches(requirement, labels));
}

function matches({ key, operator, values }: Requirement, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[key];
  switch (operator) {
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case '=':
    case 'in':
      return value !== undefined && values.includes(value);
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value);
    case '>':
      return value !== undefined && Number(value) > Number(values[0]);
    case '<':
      return value !== undefined && Number(value) < Number(values[0]);
  }
}

const token = /\s*(==|!=|=|!|>|<|,|\(|\)|[^\s=!<>,()]+)/y;
const keyPattern = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const valuePattern = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const isWord = (text: string | undefined): text is string =>
  text !== undefined && /^[^\s=!<>,()]+$/.test(text);

class SelectorReader {
  readonly #text: string;
  readonly #tokens: string[] = [];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    token.lastIndex = 0;
    for (let found = token.exec(text); found !== null; found = token.exec(text))
      this.#tokens.push(found[1] ?? '');
  }

  read(): Requirement[] {
    const requirements = [this.#requirement()];
    while (this.#peek() !== undefined) {
      if (this.#take() !== ',')
        this.#fail(`found '${this.#tokens[this.#next - 1]}', expected: ',' or 'end of string'`);
      requirements.push(this.#requirement());
    }
    return requirements;
  }

  #requirement(): Requirement {
    if (this.#peek() === '!') {
      this.#take();
      return { key: this.#key(), operator: '!', values: [] };
    }
    const key = this.#key();
    const operator = this.#peek();
    switch (operator) {
      case undefined:
      case ',':
        return { key, operator: 'exists', values: [] };
      case '=':
      case '==':
        this.#take();
        return { key, operator: '=', values: [this.#value()] };
      case '!=':
      case '>':
      case '<':
        this.#take();
        return { key, operator, values: [this.#value()] };
      case 'in':
      case 'notin':
        this.#take();
        return { key, operator, values: this.#values() };
      default:
        return this.#fail(`found '${operator}', expected: in, notin, =, ==, !=, gt, lt`);
    }
  }

  #values(): string[] {
    if (this.#take() !== '(') this.#fail(`found '${this.#tokens[this.#next - 1] ?? ''}' expected: '('`);
    const values = [this.#value()];
    while (this.#peek() === ',') {
      this.#take();
      values.push(this.#value());
    }
    if (this.#take() !== ')')
      this.#fail(`found '${this.#tokens[this.#next - 1] ?? ''}', expected: ',' or ')'`);
    return values;
  }

  #key(): string {
    const key = this.#take();
    if (!isWord(key)) return this.#fail(`found '${key ?? ''}', expected: identifier`);
    if (!keyPattern.test(key))
      this.#fail(
        `key: Invalid value: ${JSON.stringify(key)}: name part must consist of alphanumeric characters, '-', '_' or '.'`,
      );
    return key;
  }

  #value(): string {
    if (!isWord(this.#peek())) return '';
    const value = this.#take() ?? '';
    if (!valuePattern.test(value))
      this.#fail(
        `values[0]: Invalid value: ${JSON.stringify(value)}: a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.'`,
      );
    return value;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#next];
  }

  #take(): string | undefined {
    return this.#tokens[this.#next++];
  }

  #fail(why: string): never {
    throw badRequest(`unable to parse requirement: ${why} (in ${JSON.stringify(this.#text)})`);
  }
}
