import type { ColumnSpec, DataType, Value } from '../columns/types.js';
import type { AggregateOverload, ScalarOverload, TableFunction } from './function-table.js';
import type { TableImplementation } from './implementation.js';

const column = (name: string, type: DataType = 'STRING'): ColumnSpec => ({
  name,
  type,
  semanticType: 'ST_NONE',
});

/** The functions that the lists of functions tell about. */
export interface ListedFunctions {
  readonly scalars: readonly ScalarOverload[];
  readonly aggregates: readonly AggregateOverload[];
}

const includeKelvin = { name: 'include_kelvin', type: 'BOOLEAN', default: true } as const;

function define(
  name: string,
  relation: readonly ColumnSpec[],
  doc: string,
  rows: TableImplementation['rows'],
  args: TableFunction['args'] = [],
): TableFunction {
  return { name, args, relation, doc, implementation: { rows } };
}

/** Table functions (pixie.md, appendix A.3). Those about the insides of a running Vizier's memory are empty here. */
export function tableFunctions(listed: ListedFunctions): readonly TableFunction[] {
  const functionColumns = [column('name'), column('return_type'), column('args')];
  const overloads = (of: readonly (ScalarOverload | AggregateOverload)[]): Value[][] =>
    of.map(({ name, returnType, argTypes }) => [name, returnType, argTypes.join(', ')]);
  const all: TableFunction[] = [
    define(
      'GetTables',
      [column('table_name'), column('table_desc')],
      'Tables that scripts can read.',
      (_args, _context, { tables }) => tables.map(({ name, desc }) => [name, desc]),
    ),
    define(
      'GetSchemas',
      [
        column('table_name'),
        column('column_name'),
        column('column_type'),
        column('pattern_type'),
        column('column_desc'),
      ],
      'Columns of the tables.',
      (_args, _context, { tables }) =>
        tables.flatMap((table) =>
          table.columns.map(({ name, type, desc }) => [table.name, name, type, '', desc]),
        ),
    ),
    define(
      'GetAgentStatus',
      [
        column('agent_id', 'UINT128'),
        column('asid', 'INT64'),
        column('hostname'),
        column('ip_address'),
        column('agent_state'),
        column('create_time', 'TIME64NS'),
        column('last_heartbeat_ns', 'INT64'),
        column('kernel_headers_installed', 'BOOLEAN'),
      ],
      'Agents of the cluster.',
      ({ include_kelvin: kelvin }, { metadata }) =>
        metadata.agents
          .filter((agent) => kelvin === true || !agent.kelvin)
          .map((agent) => [
            agent.agentId,
            agent.asid,
            agent.hostname,
            agent.ipAddress,
            agent.state,
            agent.createTimeNs,
            agent.lastHeartbeatNs,
            agent.kernelHeadersInstalled,
          ]),
      [includeKelvin],
    ),
    define(
      'GetLinuxHeadersStatus',
      [column('asid', 'INT64'), column('kernel_headers_installed', 'BOOLEAN')],
      'Whether the nodes have kernel headers.',
      ({ include_kelvin: kelvin }, { metadata }) =>
        metadata.agents
          .filter((agent) => kelvin === true || !agent.kelvin)
          .map((agent) => [agent.asid, agent.kernelHeadersInstalled]),
      [includeKelvin],
    ),
    define(
      'GetProfilerSamplingPeriodMS',
      [column('asid', 'INT64'), column('profiler_sampling_period_ms', 'INT64')],
      'Sampling period of the profilers, in milliseconds; there are none here.',
      () => [],
    ),
    define(
      'GetTracepointStatus',
      [
        column('tracepoint_id', 'UINT128'),
        column('name'),
        column('state'),
        column('status'),
        column('output_tables'),
      ],
      'Tracepoints that were deployed.',
      (_args, { metadata }) =>
        metadata.tracepoints.map(({ id, name, state, status, outputTables }) => [
          id,
          name,
          state,
          status,
          outputTables,
        ]),
    ),
    define(
      'GetCronScriptHistory',
      [
        column('script_id'),
        column('timestamp', 'TIME64NS'),
        column('error_message'),
        column('execution_time_ns', 'INT64'),
        column('compilation_time_ns', 'INT64'),
        column('bytes_processed', 'INT64'),
        column('records_processed', 'INT64'),
      ],
      'Runs of scheduled scripts; there are none here.',
      () => [],
    ),
    define('Version', [column('version')], 'Version of the server.', () => [['chaoskit']]),
    define(
      '_HeapGrowthStacks',
      [column('asid', 'INT64'), column('heap')],
      "Growth of the agents' memory; there is none here.",
      () => [],
      [{ name: 'asid', type: 'INT64' }],
    ),
    define('GetUDFList', functionColumns, 'Scalar functions.', () => overloads(listed.scalars)),
    define('GetUDAList', functionColumns, 'Aggregate functions.', () => overloads(listed.aggregates)),
    define(
      'GetUDTFList',
      [column('name'), column('executor'), column('init_args'), column('output_relation')],
      'Table functions.',
      () =>
        all.map(({ name, args, relation }) => [
          name,
          'UDTF_ONE_KELVIN',
          args.map((arg) => `${arg.name}:${arg.type}`).join(', '),
          relation.map((spec) => `${spec.name}:${spec.type}`).join(', '),
        ]),
    ),
  ];
  return all;
}
