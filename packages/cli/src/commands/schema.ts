import type { CommandContext } from '../context.js';
import { BUILT_IN_PACKAGES } from '../discovery/built-in-packages.js';
import type { JsonSchema } from '../schema/argument-schema.js';

/** `chaos schema`: the JSON Schema (2020-12) of experiments, the built-in activities included, or of journals. */
export async function schemaCommand(
  { host, version }: CommandContext,
  of: 'experiment' | 'journal',
): Promise<number> {
  const schema = await (of === 'journal' ? schemaOfJournals(version) : schemaOfExperiments(version));
  host.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
  return 0;
}

async function schemaOfJournals(version: string): Promise<JsonSchema> {
  return (await import('../schema/journal-schema.js')).journalSchema(version);
}

async function schemaOfExperiments(version: string): Promise<JsonSchema> {
  const { loadDriver } = await import('@chaoskit/drivers');
  const { experimentSchema } = await import('../schema/experiment-schema.js');
  const drivers = await Promise.all([...Object.values(BUILT_IN_PACKAGES), 'sandbox'].map(loadDriver));
  return experimentSchema(
    drivers.flatMap((found) => found ?? []),
    version,
  );
}
