import { podTemplateTypes } from '../../gen/pod-template-types.js';
import type { PodTemplate } from '../../kinds/pod.js';
import { quantityForm } from '../../kinds/quantity-form.js';

/**
 * A pod template as Go's deep printer shows the type `PodTemplateSpec` of Kubernetes 1.34. The real controllers hash this
 * text, so the names of ReplicaSets here and on a cluster are the same.
 */
export function printTemplate(template: PodTemplate): string {
  return typed('v1.PodTemplateSpec', template);
}

/** `(type)value`. */
function typed(type: string, value: unknown): string {
  return `(${shownType(type)})${bare(type, value)}`;
}

/** The type as Go writes it: scalars and maps of the table carry their Go name along. */
function shownType(type: string): string {
  if (type.startsWith('*')) return `*${shownType(type.slice(1))}`;
  if (type.startsWith('[]')) return `[]${shownType(type.slice(2))}`;
  if (type.startsWith('map ')) return type.split(' ')[1] ?? '';
  return type.slice(type.indexOf(':') + 1);
}

function bare(type: string, value: unknown): string {
  if (type.startsWith('*')) return isAbsent(value) ? '<nil>' : bare(type.slice(1), value);
  if (type.startsWith('[]')) {
    // What is empty comes out of storage as nothing.
    if (!Array.isArray(value) || value.length === 0) return '<nil>';
    return `[${value.map((each) => bare(type.slice(2), each)).join(' ')}]`;
  }
  if (type.startsWith('map ')) return map(type.split(' ')[2] ?? '', value);
  switch (type) {
    case 'v1.Time':
      return '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';
    case 'resource.Quantity':
      return quantity(value);
    case 'intstr.IntOrString':
      return intOrString(value);
  }
  const fields = podTemplateTypes[type];
  return fields === undefined ? scalar(type, value) : struct(fields, value);
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function struct(fields: string, value: unknown): string {
  const object = (value ?? {}) as Record<string, unknown>;
  const printed = fields.split(';').map((field) => {
    const [name = '', key = '', ...type] = field.split(' ');
    return `${name}:${typed(type.join(' '), key === '' ? object : object[key])}`;
  });
  return `{${printed.join(' ')}}`;
}

function map(type: string, value: unknown): string {
  const entries = Object.entries((value ?? {}) as Record<string, unknown>);
  if (entries.length === 0) return '<nil>';
  entries.sort(([left], [right]) => (left < right ? -1 : 1));
  return `map[${entries.map(([key, each]) => `${key}:${bare(type, each)}`).join(' ')}]`;
}

function scalar(type: string, value: unknown): string {
  if (!isAbsent(value)) return String(value);
  if (type.startsWith('string')) return '';
  return type.startsWith('bool') ? 'false' : '0';
}

function quantity(value: unknown): string {
  const form = isAbsent(value) ? undefined : quantityForm(String(value));
  const { value: number = 0n, scale = 0, text = '', format = '' } = form ?? {};
  return `{i:(resource.int64Amount){value:(int64)${number} scale:(resource.Scale)${scale}} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${text} Format:(resource.Format)${format}}`;
}

function intOrString(value: unknown): string {
  const isText = typeof value === 'string';
  const number = typeof value === 'number' ? value : 0;
  return `{Type:(intstr.Type)${isText ? 1 : 0} IntVal:(int32)${number} StrVal:(string)${isText ? value : ''}}`;
}
