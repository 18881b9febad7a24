import { readFile } from 'node:fs/promises';
import { ActivityFailedError, type PlainJson, parseJson, toPlain } from '@chaoskit/core';
import { parseYaml } from '@chaoskit/core/yaml';
import { messageOf } from '@chaoskit/errors';
import type { KubeObject } from '@chaoskit/kube';

/**
 * Reads a manifest: `.json` as JSON, `.yml` and `.yaml` as YAML 1.1, by the exact ending (drivers.md §1.2). The path is
 * relative to the working directory.
 * @throws ActivityFailedError
 */
export async function readManifest(path: string, signal: AbortSignal): Promise<KubeObject> {
  const [ending] = /\.[^./]*$/.exec(path) ?? [];
  if (ending !== '.json' && ending !== '.yml' && ending !== '.yaml') {
    throw new ActivityFailedError(`cannot process ${path}: a manifest's file ends in .json, .yml or .yaml`);
  }
  return asManifest(path, parse(await readText(path, signal), path, ending === '.json'));
}

/** Reads a YAML file whatever it is called. */
export async function readYamlManifest(path: string, signal: AbortSignal): Promise<KubeObject> {
  return asManifest(path, parse(await readText(path, signal), path, false));
}

/** @throws ActivityFailedError where the value is no mapping */
export function asManifest(source: string, value: PlainJson): KubeObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new ActivityFailedError(
    `${source} holds no object of Kubernetes, but ${Array.isArray(value) ? 'a list' : JSON.stringify(value)}`,
  );
}

export function parse(text: string, source: string, isJson: boolean): PlainJson {
  try {
    return toPlain((isJson ? parseJson : parseYaml)(text, source).value);
  } catch (error) {
    throw new ActivityFailedError(
      `${source} is not readable as ${isJson ? 'JSON' : 'YAML'}: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

async function readText(path: string, signal: AbortSignal): Promise<string> {
  try {
    return await readFile(path, { encoding: 'utf8', signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new ActivityFailedError(`${path} can't be read: ${messageOf(error)}`, { cause: error });
  }
}
