import { messageOf } from '@chaoskit/errors';
import { decodeText } from '../document/decode-text.js';
import { InvalidSourceError } from '../document/invalid-source-error.js';
import type { Json, JsonObject } from './json.js';
import { getKey, isJsonObject } from './json-object.js';
import { parseDotenv } from './parse-dotenv.js';
import { parseJson } from './parse-json.js';
import { parseProperties } from './parse-properties.js';

/** What one `--var-file` brings: values for configuration and secrets, or variables for the environment. */
export interface VarFile {
  readonly configuration: JsonObject;
  readonly secrets: JsonObject;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Reads a `--var-file` (core.md §7): JSON and YAML hold `configuration` and `secrets`, `.properties` configuration values, any other file
 * lines of variables for the environment. Throws {@link InvalidSourceError} `Failed to parse variable file 'F': …`.
 */
export async function loadVarFile(
  path: string,
  readFile: (path: string) => Promise<Uint8Array>,
): Promise<VarFile> {
  const text = decodeText(await readFile(path), path);
  if (text.trim() === '') return { configuration: {}, secrets: {}, env: {} };
  if (/\.json$/.test(path)) return structured(path, () => parseJson(text, path).value);
  if (/\.ya?ml$/.test(path)) {
    const { parseYaml } = await import('../document/yaml/parse-yaml.js');
    return structured(path, () => parseYaml(text, path).value);
  }
  if (/\.properties$/.test(path)) return { configuration: parseProperties(text), secrets: {}, env: {} };
  return { configuration: {}, secrets: {}, env: parseDotenv(text, path) };
}

function structured(path: string, parse: () => Json): VarFile {
  let value: Json;
  try {
    value = parse();
  } catch (cause) {
    const place = cause instanceof InvalidSourceError ? cause.place : undefined;
    const message = `Failed to parse variable file '${path}': ${messageOf(cause)}`;
    throw new InvalidSourceError(message, place === undefined ? { cause } : { cause, place });
  }
  const part = (key: string): JsonObject => {
    const found = isJsonObject(value) ? getKey(value, key) : value;
    if (isJsonObject(found)) return found;
    if (found === undefined || found === null) return {};
    throw new InvalidSourceError(`Failed to parse variable file '${path}': '${key}' must be an object`, {
      hint: 'the file holds an object with configuration and secrets, each an object',
    });
  };
  return { configuration: part('configuration'), secrets: part('secrets'), env: {} };
}
