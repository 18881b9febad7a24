import type { DocumentIssue } from '../documents/document-issues.js';
import { isMapping } from '../documents/is-mapping.js';
import type { YamlDocument } from '../documents/yaml-documents.js';
import { quantity } from '../kinds/quantity.js';
import { defaultPixieSettings, type PixieSettings } from '../pixie/pixie-settings.js';
import { unknownKey } from './unknown-key.js';

const keys = ['bodyLimit', 'tables'];
const smallest = { bodyLimit: 0, table: 1024 * 1024 };

/** The mapping `pixie`: sizes as quantities (`64Mi`). What is wrong goes to `issues`. */
export function checkPixie(value: unknown, document: YamlDocument, issues: DocumentIssue[]): PixieSettings {
  if (!isMapping(value)) {
    const hint = `keys: ${keys.join(', ')}`;
    issues.push({ message: 'pixie must be a mapping', place: document.place(['pixie']), hint });
    return defaultPixieSettings;
  }
  for (const key of Object.keys(value)) issues.push(...unknownKey(key, keys, document, ['pixie', key]));
  const size = (path: readonly string[], given: unknown, least: number): number => {
    const bytes = typeof given === 'string' || typeof given === 'number' ? quantity(given) : Number.NaN;
    if (bytes >= least && /\d/.test(String(given))) return Math.floor(bytes);
    const message = `${path.join('.')} must be a size${least > 0 ? ' of 1Mi or more' : ''}`;
    issues.push({ message, place: document.place(path), hint: 'a number of bytes, or 512Ki, 64Mi' });
    return least;
  };
  const { tables: defaults, bodyLimit } = defaultPixieSettings;
  const tables = value.tables ?? {};
  if (!isMapping(tables)) {
    const hint = 'http_events: 64Mi';
    issues.push({
      message: 'pixie.tables must be a mapping',
      place: document.place(['pixie', 'tables']),
      hint,
    });
    return defaultPixieSettings;
  }
  const names = Object.keys(defaults);
  for (const name of Object.keys(tables))
    issues.push(...unknownKey(name, names, document, ['pixie', 'tables', name]));
  const sizes = Object.entries(tables)
    .filter(([name]) => names.includes(name))
    .map(([name, given]) => [name, size(['pixie', 'tables', name], given, smallest.table)]);
  return {
    bodyLimit:
      value.bodyLimit === undefined
        ? bodyLimit
        : size(['pixie', 'bodyLimit'], value.bodyLimit, smallest.bodyLimit),
    tables: { ...defaults, ...Object.fromEntries(sizes) },
  };
}
