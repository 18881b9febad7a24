import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isJsonObject, parseJsonValue } from '@chaoskit/core';
import { choosePython, isExecutable } from '@chaoskit/python';
import type { Host } from '../host/host.js';

/** An installed Python distribution of an extension. */
export interface PythonExtension {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly summary: string;
}

const TIMEOUT_MS = 20_000;
const LIST = `
import json
from importlib import metadata
found = {}
for one in metadata.distributions():
    name = one.metadata["Name"] or ""
    if name.startswith("chaostoolkit-") and name != "chaostoolkit-lib":
        found[name] = [one.version, one.metadata["License"] or "", one.metadata["Summary"] or ""]
print(json.dumps(found))
`;

/** The distributions named `chaostoolkit-…` of the interpreter that experiments use; none where there is no Python. */
export async function pythonExtensions({ env, cwd }: Host): Promise<PythonExtension[]> {
  const python = choosePython({ env, cwd: cwd(), isExecutable });
  if (python === undefined) return [];
  const { stdout } = await promisify(execFile)(python, ['-c', LIST], { env, timeout: TIMEOUT_MS });
  const found = parseJsonValue(stdout);
  if (!isJsonObject(found)) return [];
  return Object.entries(found)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, facts]) => {
      const [version, licence, summary] = Array.isArray(facts) ? facts.map(String) : [];
      return { name, version: version ?? '', licence: licence || 'Unknown', summary: summary ?? '' };
    });
}
