import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Issue } from '@chaoskit/core';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** Issues as a SARIF 2.1.0 log, which code hosts show beside the lines. `cwd` makes relative file names into addresses. */
export function sarifLog(issues: readonly Issue[], version: string, cwd: string): object {
  const codes = [...new Set(issues.map(({ code }) => code))].sort();
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'chaoskit', version, rules: codes.map((id) => ({ id })) } },
        results: issues.map((issue) => result(issue, codes.indexOf(issue.code), cwd)),
      },
    ],
  };
}

function result({ severity, code, message, hint, place }: Issue, ruleIndex: number, cwd: string): object {
  const text = hint === undefined ? message : `${message} (${hint})`;
  const region =
    place.line === undefined ? {} : { region: { startLine: place.line, startColumn: place.column ?? 1 } };
  const logical = place.path === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: place.path }] };
  const physical =
    place.file === undefined
      ? {}
      : { physicalLocation: { artifactLocation: { uri: addressOf(place.file, cwd) }, ...region } };
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text },
    locations: [{ ...physical, ...logical }],
  };
}

function addressOf(file: string, cwd: string): string {
  if (/^https?:/.test(file)) return file;
  return file.startsWith('/') ? pathToFileURL(resolve(cwd, file)).href : encodeURI(file);
}
