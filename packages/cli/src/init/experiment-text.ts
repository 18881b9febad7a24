import { type JsonObject, stringifyJson, toPlain } from '@chaoskit/core';

/** The experiment as text: YAML where the path says so, else JSON. */
export async function experimentText(experiment: JsonObject, path: string): Promise<string> {
  if (!/\.ya?ml$/i.test(path)) return `${stringifyJson(experiment, { indent: 4 })}\n`;
  const { dump, YAML11_SCHEMA } = await import('js-yaml');
  return dump(toPlain(experiment), { schema: YAML11_SCHEMA });
}
