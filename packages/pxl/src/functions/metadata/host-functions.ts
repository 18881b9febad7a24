import type { Value } from '../../columns/types.js';
import { byValue } from '../define-function.js';
import type { ScalarOverload } from '../function-table.js';
import { stringList } from '../json-text.js';
import { always } from '../semantic-rules.js';
import { addressInCidr } from './cidr.js';

/** True where the value is in the JSON array, or equals the text; what is no string ends the search (pixie.md §4.7). */
function hasValue([list, wanted]: readonly Value[]): boolean {
  const text = list as string;
  if (!text.trimStart().startsWith('[')) return text === wanted;
  let items: unknown;
  try {
    items = JSON.parse(text);
  } catch {
    return text === wanted;
  }
  if (!Array.isArray(items)) return text === wanted;
  for (const item of items) {
    if (typeof item !== 'string') return false;
    if (item === wanted) return true;
  }
  return false;
}

function cidrsContain([cidrs, address]: readonly Value[]): boolean {
  let items: unknown;
  try {
    items = JSON.parse(cidrs as string);
  } catch {
    return false;
  }
  if (!Array.isArray(items) || items.some((item) => typeof item !== 'string')) return false;
  return items.some((cidr: string) => addressInCidr(address as string, cidr));
}

/** A pod network and the address of its bridge, whose last byte is 1: upstream lists it beside the network. */
function withBridge(cidr: string): string[] {
  const found = /^(\d+\.\d+\.\d+)\.\d+\//.exec(cidr);
  return found === null ? [cidr] : [cidr, `${found[1]}.1/32`];
}

/** Functions about where a query runs, and tests on names and addresses (pixie.md appendix A.1). */
export const hostFunctions: readonly ScalarOverload[] = [
  byValue('has_service_name', 'STRING,STRING->BOOLEAN', hasValue, {
    doc: 'True where the first, a name or a JSON array of names, holds the second.',
  }),
  byValue('has_service_id', 'STRING,STRING->BOOLEAN', hasValue, {
    doc: 'True where the first, an id or a JSON array of ids, holds the second.',
  }),
  byValue('has_value', 'STRING,STRING->BOOLEAN', hasValue, {
    doc: 'True where the first, a value or a JSON array of values, holds the second.',
  }),
  byValue(
    'nslookup',
    'STRING->STRING',
    ([ip], { metadata }) => metadata.reverseDns[ip as string] ?? (ip as string),
    { doc: 'Name of an address; the address where it has none.' },
  ),
  byValue('cidrs_contain_ip', 'STRING,STRING->BOOLEAN', cidrsContain, {
    doc: 'True where one of the networks, a JSON array, holds the address.',
  }),
  byValue(
    'get_cidrs',
    '->STRING',
    (_args, { metadata: { cidrs } }) =>
      stringList(
        [
          ...new Set([...cidrs.pods.flatMap(withBridge), ...(cidrs.service === '' ? [] : [cidrs.service])]),
        ].sort(),
      ),
    { doc: "Networks of the cluster's pods and services, as a JSON array." },
  ),
  byValue('asid', '->INT64', (_args, { metadata }) => metadata.agents[0]?.asid ?? 0n, {
    doc: 'Id of the agent that executes.',
    semanticType: always('ST_ASID'),
  }),
  byValue('_exec_hostname', '->STRING', (_args, { metadata }) => metadata.nodes[0]?.hostname ?? '', {
    doc: 'Host name of the machine that executes.',
  }),
  byValue('_exec_host_num_cpus', '->INT64', (_args, { metadata }) => BigInt(metadata.nodes[0]?.cpus ?? 0), {
    doc: 'Processors of the machine that executes.',
  }),
  byValue('vizier_id', '->STRING', (_args, { metadata }) => metadata.clusterId, {
    doc: 'Id of the cluster.',
  }),
  byValue('vizier_name', '->STRING', (_args, { metadata }) => metadata.vizierName, {
    doc: 'Name of the cluster.',
  }),
  byValue('vizier_namespace', '->STRING', (_args, { metadata }) => metadata.vizierNamespace, {
    doc: 'Namespace that Vizier runs in.',
  }),
];
