import { type ASTNode, type ExprNode, parse, type StmtNode } from 'py-ast';
import { binaryOperators, PythonPlaces } from './python-places.js';

const unaryOperators: Readonly<Record<string, string>> = { UAdd: '+', USub: '-', Invert: '~', Not: 'not' };
const comparisons: Readonly<Record<string, string>> = {
  Eq: '==',
  NotEq: '!=',
  Lt: '<',
  LtE: '<=',
  Gt: '>',
  GtE: '>=',
  In: 'in',
  NotIn: 'not in',
  Is: 'is',
  IsNot: 'is not',
};

/** The tree that py-ast, a parser of Python by others, makes of a script, in the form of `scriptTree`. Throws what py-ast throws. */
export function pythonTree(script: string): string {
  return new PythonTree(new PythonPlaces(script)).statements(parse(script).body);
}

class PythonTree {
  readonly #places: PythonPlaces;

  constructor(places: PythonPlaces) {
    this.#places = places;
  }

  statements(body: readonly StmtNode[]): string {
    return body
      .filter((node) => node.nodeType !== 'Comment')
      .map((node) => this.#statement(node))
      .join('\n');
  }

  #statement(node: StmtNode): string {
    const start = this.#places.start(node);
    switch (node.nodeType) {
      case 'Import':
        return `import${start} ${imported(node.names)}`;
      case 'ImportFrom':
        return `from${start} ${node.module} ${imported(node.names)}`;
      case 'Expr':
        return this.#expression(node.value);
      case 'Assign': {
        const place = node.targets.slice(0, 1).map((target) => this.#places.place(target));
        return `assign${place} ${this.#list(node.targets)} = ${this.#expression(node.value)}`;
      }
      case 'FunctionDef':
        return `def${start} ${node.name} [${this.#list(node.decorator_list)}] (${this.#parameters(node.args)}) {\n${this.statements(node.body)}\n}`;
      case 'Return':
        return `return${start} ${node.value ? this.#expression(node.value) : ''}`;
      default:
        return `<${node.nodeType}>`;
    }
  }

  #parameters(args: (StmtNode & { nodeType: 'FunctionDef' })['args']): string {
    const positional = [...args.posonlyargs, ...args.args];
    const required = positional.length - args.defaults.length;
    const taken = positional.map((one, at) => this.#parameter('', one, args.defaults[at - required]));
    if (args.vararg) taken.push(this.#parameter('*', args.vararg));
    args.kwonlyargs.forEach((one, at) => {
      taken.push(this.#parameter('', one, args.kw_defaults[at] ?? undefined));
    });
    if (args.kwarg) taken.push(this.#parameter('**', args.kwarg));
    return taken.join(', ');
  }

  #parameter(star: string, node: ASTNode & { arg: string; annotation?: ExprNode }, value?: ExprNode): string {
    const place = star === '' ? this.#places.start(node) : '';
    const annotation = node.annotation ? this.#expression(node.annotation) : '';
    return `${star}${node.arg}${place}:${annotation}=${value ? this.#expression(value) : ''}`;
  }

  #expression(node: ExprNode): string {
    const place = this.#places.place(node);
    switch (node.nodeType) {
      case 'Name':
        return `${node.id}${place}`;
      case 'Constant':
        return this.#constant(node, place);
      case 'List':
      case 'Tuple':
        return `${node.nodeType}${place}[${this.#list(node.elts)}]`;
      case 'Dict':
        return `Dict${place}{${node.keys
          .map((key, at) => this.#list([key, node.values[at] ?? null]))
          .join(', ')}}`;
      case 'Attribute':
        return `Attribute${place}(${this.#expression(node.value)} ${node.attr})`;
      case 'Call':
        return `Call${place}(${this.#expression(node.func)} ${this.#list(node.args)} ${node.keywords
          .map((one) => `${one.arg ?? '**'}${this.#places.start(one)}=${this.#expression(one.value)}`)
          .join(' ')})`;
      case 'Subscript':
        return `Subscript${place}(${this.#expression(node.value)} ${hasSlice(node.slice) ? '<Slice>' : this.#expression(node.slice)})`;
      case 'UnaryOp':
        return `Unary${place}(${unaryOperators[node.op.nodeType]} ${this.#expression(node.operand)})`;
      case 'BinOp':
        return `Binary${place}(${this.#expression(node.left)} ${binaryOperators[node.op.nodeType]} ${this.#expression(node.right)})`;
      case 'Compare':
        return `Compare${place}(${this.#expression(node.left)} ${node.ops
          .map((operator) => comparisons[operator.nodeType])
          .join(' ')} ${this.#list(node.comparators)})`;
      case 'BoolOp':
        return `Bool${place}(${node.op.nodeType.toLowerCase()} ${this.#list(node.values)})`;
      default:
        return `<${node.nodeType}>`;
    }
  }

  /** `None`, `True` and `False` are names in PxL; what kind of number it is stands in the text. */
  #constant(node: ExprNode & { nodeType: 'Constant' }, place: string): string {
    const text = this.#places.written(node);
    if (['None', 'True', 'False'].includes(text)) return `${text}${place}`;
    if (typeof node.value === 'string') return `Str${place} ${JSON.stringify(node.value)}`;
    const isInteger = /^0[xob]/i.test(text) || !/[.e]/i.test(text);
    return isInteger
      ? `Int${place} ${JSON.stringify(String(BigInt(text)))}`
      : `Float${place} ${JSON.stringify(String(node.value))}`;
  }

  #list(nodes: readonly (ExprNode | null)[]): string {
    return nodes.map((node) => (node === null ? '**' : this.#expression(node))).join(' ');
  }
}

function hasSlice(index: ExprNode): boolean {
  return index.nodeType === 'Slice' || (index.nodeType === 'Tuple' && index.elts.some(hasSlice));
}

function imported(names: readonly { readonly name: string; readonly asname?: string }[]): string {
  return names.map(({ name, asname }) => `${name}:${asname ?? ''}`).join(' ');
}
