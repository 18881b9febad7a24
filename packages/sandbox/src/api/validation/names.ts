import type { FieldErrors } from './field-errors.js';

export type NameRule = 'subdomain' | 'label' | 'service' | 'path-segment';

const labelText = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const label = new RegExp(`^${labelText}$`);
const serviceLabel = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = new RegExp(`^${labelText}(\\.${labelText})*$`);
const qualifiedName = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

const labelDetail =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const serviceDetail =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
const subdomainDetail =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const qualifiedDetail =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const labelValueDetail =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

const tooLong = (limit: number): string => `must be no more than ${limit} characters`;

/** What is wrong with a DNS label (RFC 1123), such as a container's name. */
export function labelProblems(name: string): string[] {
  const problems = name.length > 63 ? [tooLong(63)] : [];
  return label.test(name) ? problems : [...problems, labelDetail];
}

export function subdomainProblems(name: string): string[] {
  const problems = name.length > 253 ? [tooLong(253)] : [];
  return subdomain.test(name) ? problems : [...problems, subdomainDetail];
}

function serviceNameProblems(name: string): string[] {
  const problems = name.length > 63 ? [tooLong(63)] : [];
  return serviceLabel.test(name) ? problems : [...problems, serviceDetail];
}

function pathSegmentProblems(name: string): string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].filter((letter) => name.includes(letter)).map((letter) => `may not contain '${letter}'`);
}

const rules: Readonly<Record<NameRule, (name: string) => string[]>> = {
  subdomain: subdomainProblems,
  label: labelProblems,
  service: serviceNameProblems,
  'path-segment': pathSegmentProblems,
};

/** What is wrong with the name of an object of a kind with this rule. */
export const nameProblems = (name: string, rule: NameRule): string[] => rules[rule](name);

/** A key of labels or annotations: `[prefix/]name`. */
export function qualifiedNameProblems(key: string): string[] {
  const parts = key.split('/');
  const [prefix, name = ''] = parts.length === 1 ? [undefined, parts[0]] : parts;
  if (parts.length > 2)
    return [
      `a valid label key must consist of a prefix and a name, with one '/' at most: ${qualifiedDetail}`,
    ];
  const problems: string[] = [];
  if (prefix === '') problems.push('prefix part must be non-empty');
  else if (prefix !== undefined)
    problems.push(...subdomainProblems(prefix).map((text) => `prefix part ${text}`));
  if (name === '') problems.push('name part must be non-empty');
  else if (name.length > 63) problems.push(`name part ${tooLong(63)}`);
  if (!qualifiedName.test(name)) problems.push(qualifiedDetail);
  return problems;
}

function labelValueProblems(value: string): string[] {
  const problems = value.length > 63 ? [tooLong(63)] : [];
  return labelValue.test(value) ? problems : [...problems, labelValueDetail];
}

/** Labels or a `matchLabels`: each wrong key or value is a problem of the whole map, as in the API. */
export function checkLabels(
  labels: Readonly<Record<string, string>>,
  field: string,
  errors: FieldErrors,
): void {
  for (const [key, value] of Object.entries(labels)) {
    for (const problem of qualifiedNameProblems(key)) errors.invalid(field, key, problem);
    for (const problem of labelValueProblems(value)) errors.invalid(field, value, problem);
  }
}
