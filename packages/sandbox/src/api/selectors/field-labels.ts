import type { KubeObject } from '../../store/kube-object.js';
import { badRequest } from '../../store/status-error.js';
import { valueAt } from '../json/json-object.js';

/** The fields that a kind can be selected by, and how a field that it can't be is refused. */
export interface FieldLabels {
  readonly fields: Readonly<Record<string, (object: KubeObject) => string>>;
  unknown(label: string): string;
}

export type FieldTest = (object: KubeObject) => boolean;

const byMetadata = {
  'metadata.name': (object: KubeObject) => object.metadata.name,
  'metadata.namespace': (object: KubeObject) => object.metadata.namespace ?? '',
};

/** What every kind can be selected by. */
export const metadataLabels: FieldLabels = {
  fields: byMetadata,
  unknown: (label) => `"${label}" is not a known field selector: only "metadata.name", "metadata.namespace"`,
};

/** Text of a field; empty where it is missing, as in Go. */
const fieldText =
  (...path: readonly string[]) =>
  (object: KubeObject): string => {
    const value = valueAt(object, ...path);
    return value === undefined || value === null ? '' : String(value);
  };

/** Labels of a kind that has its own, by dotted path. */
export const ownLabels = (paths: readonly string[], computed: FieldLabels['fields'] = {}): FieldLabels => ({
  fields: {
    ...byMetadata,
    ...Object.fromEntries(paths.map((path) => [path, fieldText(...path.split('.'))])),
    ...computed,
  },
  unknown: (label) => `field label not supported: ${label}`,
});

/** Reads a field selector; `undefined` where it selects all. BadRequest for what is none, or names an unknown field. */
export function parseFieldSelector(text: string | null, labels: FieldLabels): FieldTest | undefined {
  if (text === null || text.trim() === '') return undefined;
  const tests = splitTerms(text)
    .filter((term) => term !== '')
    .map((term) => parseTerm(term, text, labels));
  return (object) => tests.every((test) => test(object));
}

/** Commas separate terms; a backslash takes the next character as it is. */
function splitTerms(text: string): string[] {
  const terms: string[] = [];
  let term = '';
  for (let index = 0; index < text.length; index++) {
    const letter = text.charAt(index);
    if (letter === '\\') term += letter + text.charAt(++index);
    else if (letter === ',') {
      terms.push(term);
      term = '';
    } else term += letter;
  }
  terms.push(term);
  return terms;
}

function parseTerm(term: string, whole: string, labels: FieldLabels): FieldTest {
  const parts = /^([^=!]*?)(!=|==|=)(.*)$/s.exec(term);
  const [, label = '', operator = '', raw = ''] = parts ?? [];
  if (parts === null || label === '') {
    throw badRequest(`invalid selector: '${whole}'; can't understand '${term}'`);
  }
  const read = labels.fields[label];
  if (read === undefined) throw badRequest(labels.unknown(label));
  const wanted = raw.replaceAll(/\\(.)/g, '$1');
  return operator === '!=' ? (object) => read(object) !== wanted : (object) => read(object) === wanted;
}
