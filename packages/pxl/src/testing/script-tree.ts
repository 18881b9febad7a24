import type { Expression, FunctionDefinition, ScriptPlace, Statement } from '../syntax/ast.js';

/** A tree as text, with the place of each node: what PxL's parser makes of a script. `pythonTree` is its counterpart. */
export function scriptTree(body: readonly Statement[]): string {
  return body.map(statement).join('\n');
}

const at = ({ line, column }: ScriptPlace): string => `@${line}:${column}`;
const list = (nodes: readonly Expression[]): string => nodes.map(expression).join(' ');

function statement(node: Statement): string {
  switch (node.kind) {
    case 'Import':
      return `import${at(node.place)} ${imported(node.names)}`;
    case 'ImportFrom':
      return `from${at(node.place)} ${node.module} ${imported(node.names)}`;
    case 'Expression':
      return expression(node.value);
    case 'Assign':
      return `assign${at(node.place)} ${list(node.targets)} = ${expression(node.value)}`;
    case 'FunctionDef':
      return definition(node);
    case 'Return':
      return `return${at(node.place)} ${node.value === undefined ? '' : expression(node.value)}`;
    case 'Unsupported':
      return `<${node.what}>`;
  }
}

function imported(names: readonly { readonly name: string; readonly alias: string | undefined }[]): string {
  return names.map(({ name, alias }) => `${name}:${alias ?? ''}`).join(' ');
}

function definition({ name, parameters, decorators, body, place }: FunctionDefinition): string {
  const taken = parameters.map((one) => {
    const annotation = one.annotation ? expression(one.annotation) : '';
    const value = one.default ? expression(one.default) : '';
    return `${one.star}${one.name}${one.star === '' ? at(one.place) : ''}:${annotation}=${value}`;
  });
  return `def${at(place)} ${name} [${list(decorators)}] (${taken.join(', ')}) {\n${scriptTree(body)}\n}`;
}

function expression(node: Expression): string {
  const head = `${node.kind}${at(node.place)}`;
  switch (node.kind) {
    case 'Name':
      return `${node.id}${at(node.place)}`;
    case 'Int':
    case 'Float':
    case 'Str':
      return `${head} ${JSON.stringify(String(node.value))}`;
    case 'List':
    case 'Tuple':
      return `${head}[${list(node.items)}]`;
    case 'Dict':
      return `${head}{${node.entries.map((entry) => list(entry)).join(', ')}}`;
    case 'Attribute':
      return `${head}(${expression(node.value)} ${node.attribute})`;
    case 'Call':
      return `${head}(${expression(node.callee)} ${list(node.args)} ${node.keywords
        .map((one) => `${one.name}${at(one.place)}=${expression(one.value)}`)
        .join(' ')})`;
    case 'Subscript':
      return `${head}(${expression(node.value)} ${expression(node.index)})`;
    case 'Unary':
      return `${head}(${node.operator} ${expression(node.operand)})`;
    case 'Binary':
      return `${head}(${expression(node.left)} ${node.operator} ${expression(node.right)})`;
    case 'Compare':
      return `${head}(${expression(node.left)} ${node.operators.join(' ')} ${list(node.rights)})`;
    case 'Bool':
      return `${head}(${node.operator} ${list(node.operands)})`;
    case 'Unsupported':
      return `<${node.what}>`;
  }
}
