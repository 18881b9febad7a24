import type { DocumentIssue } from '../documents/document-issues.js';
import { isMapping } from '../documents/is-mapping.js';
import type { YamlDocument } from '../documents/yaml-documents.js';
import { unknownKey } from './unknown-key.js';

/** A port of this machine's 127.0.0.1 that pods may reach, and the name under which they do. */
export interface HostPort {
  /** In lower case. */
  readonly name: string;
  readonly port: number;
}

const keys = ['name', 'port'];
const form = '- {name: database, port: 5432}';

/** The list `hostAccess`. What is wrong goes to `issues`. */
export function checkHostAccess(
  value: unknown,
  document: YamlDocument,
  issues: DocumentIssue[],
): readonly HostPort[] {
  if (!Array.isArray(value)) {
    issues.push({ message: 'hostAccess must be a list', place: document.place(['hostAccess']), hint: form });
    return [];
  }
  return value.flatMap((each: unknown, index) => {
    const path = ['hostAccess', index];
    if (!isMapping(each)) {
      const message = `hostAccess[${index}] must be a mapping`;
      issues.push({ message, place: document.place(path), hint: form });
      return [];
    }
    for (const key of Object.keys(each)) issues.push(...unknownKey(key, keys, document, [...path, key]));
    const { name, port } = each;
    const named = typeof name === 'string' && /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i.test(name);
    const numbered = Number.isInteger(port) && Number(port) > 0 && Number(port) < 65_536;
    if (!named)
      issues.push({
        message: `hostAccess[${index}].name must be a host name`,
        place: document.place([...path, 'name']),
        hint: form,
      });
    if (!numbered)
      issues.push({
        message: `hostAccess[${index}].port must be a port`,
        place: document.place([...path, 'port']),
        hint: 'from 1 to 65535',
      });
    return named && numbered ? [{ name: name.toLowerCase(), port: Number(port) }] : [];
  });
}
