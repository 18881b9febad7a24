import { type Expression, type Operator, type Plan, parentsFirst, parentsOf } from '@chaoskit/pxl';

/** A plan as a DOT graph: the text of the table `__query_plan__`. */
export function explainPlan({ sinks }: Plan): string {
  const operators = parentsFirst(sinks.map(({ input }) => input));
  const numbers = new Map(operators.map((operator, number) => [operator, number]));
  const lines = operators.flatMap((operator, number) => [
    `  n${number} [label=${JSON.stringify(label(operator))}];`,
    ...parentsOf(operator).map((parent) => `  n${numbers.get(parent)} -> n${number};`),
  ]);
  for (const [index, { name, input }] of sinks.entries()) {
    lines.push(
      `  sink${index} [shape=box, label=${JSON.stringify(`sink ${name}`)}];`,
      `  n${numbers.get(input)} -> sink${index};`,
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

/** An expression whose text is longer is cut: parts that it shares come once for each way that leads to them. */
const longestText = 1_000;

function text(expression: Expression): string {
  let written = '';
  const write = (part: Expression): void => {
    if (written.length > longestText) return;
    if (part.kind === 'column') written += part.name;
    else if (part.kind === 'constant')
      written += typeof part.value === 'string' ? JSON.stringify(part.value) : String(part.value);
    else {
      written += `${part.overload.name}(`;
      for (const [index, arg] of part.args.entries()) {
        if (index > 0) written += ', ';
        write(arg);
      }
      written += ')';
    }
  };
  write(expression);
  return written.length > longestText ? `${written.slice(0, longestText)}…` : written;
}
