import type { Uint128 } from '../../columns/types.js';
import type { PodInfo } from '../../metadata/cluster-metadata.js';
import { type MetadataIndex, metadataIndex } from '../../metadata/metadata-index.js';
import { byValue } from '../define-function.js';
import type { ScalarOverload } from '../function-table.js';
import { always } from '../semantic-rules.js';
import { oneOrArray, servicesOf } from './pod-facts.js';

const words = (upid: Uint128): { asid: bigint; pid: bigint; start: bigint } => ({
  asid: upid.high >> 32n,
  pid: upid.high & 0xffff_ffffn,
  start: BigInt.asIntN(64, upid.low),
});

function makeUpid(asid: bigint, pid: bigint, start: bigint): Uint128 {
  return {
    high: BigInt.asUintN(64, (asid << 32n) | BigInt.asUintN(32, pid)),
    low: BigInt.asUintN(64, start),
  };
}

/** Of the pods that ever had the address, the one with the latest start at or before `timeNs`; it may have stopped since. */
function podAtTime(index: MetadataIndex, ip: string, timeNs: bigint): PodInfo | undefined {
  let found: PodInfo | undefined;
  for (const pod of index.podsByIp.get(ip) ?? []) {
    if (pod.startTimeNs <= timeNs && (found === undefined || pod.startTimeNs > found.startTimeNs))
      found = pod;
  }
  return found;
}

/** The pod that has the address now: one that runs, else the latest. */
function podNow(index: MetadataIndex, ip: string): PodInfo | undefined {
  const pods = index.podsByIp.get(ip) ?? [];
  const running = pods.filter(({ stopTimeNs }) => stopTimeNs === 0n);
  return (running.length > 0 ? running : pods).reduce<PodInfo | undefined>(
    (best, pod) => (best === undefined || pod.startTimeNs > best.startTimeNs ? pod : best),
    undefined,
  );
}

/** Parts of a UPID, and addresses as pods and services (pixie.md §4.7). */
export const upidFunctions: readonly ScalarOverload[] = [
  byValue('upid_to_asid', 'UINT128->INT64', ([upid]) => words(upid as Uint128).asid, {
    doc: 'Id of the agent that saw the process.',
    semanticType: always('ST_ASID'),
  }),
  byValue('upid_to_pid', 'UINT128->INT64', ([upid]) => words(upid as Uint128).pid, {
    doc: 'Process id on its node.',
  }),
  byValue('upid_to_start_ts', 'UINT128->TIME64NS', ([upid]) => words(upid as Uint128).start, {
    doc: 'When the process started.',
  }),
  byValue(
    'upid_to_string',
    'UINT128->STRING',
    ([upid]) => {
      const { asid, pid, start } = words(upid as Uint128);
      return `${asid}:${pid}:${start}`;
    },
    { doc: 'The UPID as asid:pid:start.' },
  ),
  byValue(
    'upid',
    'INT64,INT64,INT64->UINT128',
    ([asid, pid, start]) => makeUpid(asid as bigint, pid as bigint, start as bigint),
    { doc: 'The UPID of its parts.' },
  ),
  byValue(
    'upid',
    'INT64,INT64->UINT128',
    ([pid, start], { metadata }) => makeUpid(metadata.agents[0]?.asid ?? 0n, pid as bigint, start as bigint),
    { doc: 'The UPID of a process on this node.' },
  ),
  byValue(
    '_upid_to_podname_local_addr_fallback',
    'UINT128,STRING,TIME64NS->STRING',
    ([upid, address, time], { metadata }) => {
      const index = metadataIndex(metadata);
      return (
        (index.podOfUpid(upid as Uint128) ?? podAtTime(index, address as string, time as bigint))?.name ?? ''
      );
    },
    {
      doc: 'The pod of the process; where it is unknown, the pod that had the address at that time.',
      semanticType: always('ST_POD_NAME'),
    },
  ),
  byValue(
    'ip_to_pod_id',
    'STRING->STRING',
    ([ip], { metadata }) => podNow(metadataIndex(metadata), ip as string)?.uid ?? '',
    { doc: 'Uid of the pod with the address.' },
  ),
  byValue(
    'ip_to_pod_id',
    'STRING,TIME64NS->STRING',
    ([ip, time], { metadata }) => podAtTime(metadataIndex(metadata), ip as string, time as bigint)?.uid ?? '',
    { doc: 'Uid of the pod that had the address at that time.' },
  ),
  byValue(
    'ip_to_service_id',
    'STRING->STRING',
    ([ip], { metadata }) => {
      const index = metadataIndex(metadata);
      const service = index.serviceByIp.get(ip as string);
      if (service !== undefined) return service.uid;
      return oneOrArray(servicesOf(podNow(index, ip as string), index).map(({ uid }) => uid));
    },
    { doc: 'Uid of the service with the cluster address, else of the services of the pod with the address.' },
  ),
];
