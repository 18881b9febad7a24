import type { MessageInitShape } from '@bufbuild/protobuf';
import { builtinFunctions, generateOtelScript, PxlError, relationsOf } from '@chaoskit/pxl';
import type { GenerateOTelScriptResponseSchema } from '../gen/vizierapi_pb.js';
import { scriptStatus } from './script-status.js';
import type { VizierSource } from './vizier-source.js';

/** The script as a plugin runs it; what is wrong with it is told in the answer's status. */
export function otelScript(
  script: string,
  { store, nowNs }: VizierSource,
): MessageInitShape<typeof GenerateOTelScriptResponseSchema> {
  try {
    const options = { functions: builtinFunctions, tables: relationsOf(store), nowNs: nowNs() };
    return { status: { code: 0 }, otelScript: generateOtelScript(script, options) };
  } catch (error) {
    if (!(error instanceof PxlError)) throw error;
    return { status: scriptStatus(error) };
  }
}
