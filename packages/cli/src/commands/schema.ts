import type { CommandContext } from '../context.js';
import { BUILT_IN_PACKAGES } from '../discovery/built-in-packages.js';
import { experimentSchema } from '../schema/experiment-schema.js';

/** `chaos schema`: the JSON Schema (2020-12) of experiments, the built-in activities included. */
export async function schemaCommand({ host, version }: CommandContext): Promise<number> {
  const { loadDriver } = await import('@chaoskit/drivers');
  const drivers = await Promise.all(Object.values(BUILT_IN_PACKAGES).map(loadDriver));
  const definitions = drivers.flatMap((found) => found ?? []);
  host.stdout.write(`${JSON.stringify(experimentSchema(definitions, version), null, 2)}\n`);
  return 0;
}
