import { type Expression, type Operator, type Plan, parentsOf } from '@chaoskit/pxl';

/** A plan as a DOT graph: the text of the table `__query_plan__`. */
export function explainPlan({ sinks }: Plan): string {
  const numbers = new Map<Operator, number>();
  const lines: string[] = [];
  const visit = (operator: Operator): number => {
    const known = numbers.get(operator);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(operator, number);
    lines.push(`  n${number} [label=${JSON.stringify(label(operator))}];`);
    for (const parent of parentsOf(operator)) lines.push(`  n${visit(parent)} -> n${number};`);
    return number;
  };
  for (const [index, { name, input }] of sinks.entries()) {
    const from = visit(input);
    lines.push(
      `  sink${index} [shape=box, label=${JSON.stringify(`sink ${name}`)}];`,
      `  n${from} -> sink${index};`,
    );
  }
  return `digraph plan {\n${lines.join('\n')}\n}\n`;
}

function label(operator: Operator): string {
  switch (operator.op) {
    case 'source': {
      const bounds = [operator.startNs ?? '', operator.endNs ?? ''].join('..');
      return `source ${operator.table}${bounds === '..' ? '' : ` ${bounds}`}`;
    }
    case 'table-function':
      return `${operator.fn.name}()`;
    case 'map':
      return [
        'map',
        ...operator.expressions.flatMap((expression, index) => {
          const name = operator.relation[index]?.name ?? '';
          return expression.kind === 'column' && expression.name === name
            ? []
            : [`${name} = ${text(expression)}`];
        }),
      ].join('\n');
    case 'filter':
      return `filter ${text(operator.condition)}`;
    case 'limit':
      return `limit ${operator.rows}`;
    case 'aggregate':
      return [
        `agg by ${operator.groupBy.join(', ') || '(all)'}`,
        ...operator.aggregates.map(({ overload, args }) => `${overload.name}(${args.join(', ')})`),
      ].join('\n');
    case 'join':
      return `${operator.how} join ${operator.leftOn.join(', ')} = ${operator.rightOn.join(', ')}`;
    case 'union':
      return 'union';
  }
}

function text(expression: Expression): string {
  switch (expression.kind) {
    case 'column':
      return expression.name;
    case 'constant':
      return typeof expression.value === 'string'
        ? JSON.stringify(expression.value)
        : String(expression.value);
    case 'call':
      return `${expression.overload.name}(${expression.args.map(text).join(', ')})`;
  }
}
