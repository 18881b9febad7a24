import type { Relation } from '../columns/types.js';
import { PxlError } from '../pxl-error.js';

const indented = (text: string): string => text.replace(/^/gm, '  ');

/** The statement that exports a displayed table: gauges of its numbers, attributes of its texts. */
export function exportStatement(table: string, frame: string, relation: Relation): string {
  const attributes: string[] = [];
  const gauges: string[] = [];
  let service: string | undefined;
  for (const { name, type, semanticType } of relation) {
    if (semanticType === 'ST_QUANTILES' || semanticType === 'ST_DURATION_NS_QUANTILES')
      throw PxlError.nowhere('quantiles are not supported yet for generation of OTel export scripts');
    if (name === 'time_') {
      if (type !== 'TIME64NS')
        throw PxlError.nowhere(`time_ column must be of type TIME64NS, received ${type}`);
      continue;
    }
    const column = `${frame}.${name}`;
    if (semanticType === 'ST_SERVICE_NAME' && (service === undefined || name === 'service')) service = column;
    switch (type) {
      case 'BOOLEAN':
      case 'STRING':
        attributes.push(`'${table}.${name}': ${column}`);
        break;
      case 'INT64':
      case 'FLOAT64':
        gauges.push(
          `px.otel.metric.Gauge(\n  name='${table}.${name}',\n  description='',\n  value=${column},\n)`,
        );
        break;
      case 'UINT128':
        throw PxlError.nowhere(
          `column '${name}' uses an unsupported type: UINT128. Please convert the column to a string`,
        );
      case 'TIME64NS':
        throw PxlError.nowhere(
          `illegal column '${name}' -> TIME64NS column not named 'time_' is ambiguous. Only the column 'time_' may be a time`,
        );
    }
  }
  if (!relation.some(({ name }) => name === 'time_'))
    throw PxlError.nowhere(`Table '${table}' does not have a time_ column of TIME64NS type`);
  if (service === undefined) {
    throw PxlError.nowhere(
      `Table '${table}' does not have a service column. Make sure you create a service column ie \`df.ctx['service']\` and include it in any groupbys and joins`,
    );
  }
  if (gauges.length === 0)
    throw PxlError.nowhere(
      `Table '${table}' does not have any INT64 or FLOAT64 that can be converted to OTel metrics`,
    );
  attributes.push(`'service.name': ${service}`);
  const resource = `resource={\n${indented(attributes.join(',\n'))}\n},`;
  const data = `data=[\n${indented(gauges.join(',\n'))}\n]`;
  return `px.export(${frame}, px.otel.Data(\n${indented(`${resource}\n${data}`)}\n))`;
}
