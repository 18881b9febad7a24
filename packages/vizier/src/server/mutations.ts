import type { MessageInitShape } from '@bufbuild/protobuf';
import type { TableStore } from '@chaoskit/pxl';
import { LifeCycleState, type MutationInfoSchema } from '../gen/vizierapi_pb.js';

const upsert =
  /pxtrace\.UpsertTracepoint\(\s*(?:name\s*=\s*)?(['"])([^'"]+)\1\s*,\s*(?:table_name\s*=\s*)?(['"])([^'"]+)\3/g;

/**
 * What becomes of the tracepoints that a script deploys: nothing is deployed here, so one runs where its table is there
 * already, and waits otherwise (pixie.md §9).
 */
export function mutationInfo(
  script: string,
  { tables }: TableStore,
): MessageInitShape<typeof MutationInfoSchema> {
  const states = [...script.matchAll(upsert)].map(([, , name = '', , table = '']) => ({
    id: name,
    name,
    state: tables.some((one) => one.name === table)
      ? LifeCycleState.RUNNING_STATE
      : LifeCycleState.PENDING_STATE,
  }));
  const pending = states.filter(({ state }) => state === LifeCycleState.PENDING_STATE);
  return {
    status: {
      code: pending.length > 0 ? 14 : 0,
      message:
        pending.length > 0
          ? `tracepoints that are not deployed: ${pending.map(({ name }) => name).join(', ')}`
          : '',
    },
    states,
  };
}
