import { isJsonObject, type JsonObject } from '../../json/json-object.js';
import { messageSchema } from '../type-registry.js';
import { goTypeTexts } from './go-type-texts.js';

interface GoField {
  readonly name: string;
  readonly type: string;
  /** Name in JSON; `undefined` for a field whose own fields stand in its parent there. */
  readonly json: string | undefined;
}

/**
 * A pod template as Kubernetes writes it down before it hashes it (its `dump.ForHash`, which is go-spew's `%#v` without methods,
 * with sorted keys): equal hashes give a ReplicaSet the name that it has on a real cluster.
 */
export const podTemplateDump = (template: unknown): string => dump(template, 'PodTemplateSpec', true);

/** `showType`: whether the type stands before the value; it does not for items of lists and maps. */
function dump(value: unknown, type: string, showType: boolean): string {
  if (type.startsWith('*')) return dumpPointer(value, type.slice(1), showType);
  return `${showType ? `(${qualified(type)})` : ''}${dumpBare(value, type)}`;
}

function dumpPointer(value: unknown, type: string, showType: boolean): string {
  const head = showType ? `(*${qualified(type)})` : '<*>';
  return value === undefined || value === null ? `${head}<nil>` : `${head}${dumpBare(value, type)}`;
}

function dumpBare(value: unknown, type: string): string {
  if (type.startsWith('[]')) return dumpList(value, type.slice(2));
  const map = /^map\[([^\]]+)\](.+)$/.exec(type);
  if (map !== null) return dumpMap(value, map[2] ?? '');
  if (type === 'ResourceList') return dumpMap(value, 'resource.Quantity');
  const special = specialDumps[type];
  if (special !== undefined) return special(value);
  if (type in goTypeTexts) return dumpStruct(isJsonObject(value) ? value : {}, type);
  return dumpScalar(value, type);
}

function dumpList(value: unknown, of: string): string {
  if (!Array.isArray(value) || value.length === 0) return '<nil>';
  return `[${value.map((item) => dump(item, of, false)).join(' ')}]`;
}

function dumpMap(value: unknown, of: string): string {
  if (!isJsonObject(value) || Object.keys(value).length === 0) return '<nil>';
  const keys = Object.keys(value).sort();
  return `map[${keys.map((key) => `${key}:${dump(value[key], of, false)}`).join(' ')}]`;
}

function dumpStruct(value: JsonObject, type: string): string {
  const fields = goFields(type).map(({ name, type: fieldType, json }) => {
    const inner = json === undefined ? value : value[json];
    return `${name}:${dump(inner, fieldType, true)}`;
  });
  return `{${fields.join(' ')}}`;
}

function dumpScalar(value: unknown, type: string): string {
  if (value !== undefined && value !== null) return String(value);
  if (type === 'bool') return 'false';
  return /^u?int\d*$|^float/.test(type) ? '0' : '';
}

const noTime = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';

/** Types whose Go form is not the JSON's. */
const specialDumps: Readonly<Record<string, (value: unknown) => string>> = {
  // Templates have no times of their own.
  Time: () => noTime,
  'intstr.IntOrString': (value) => {
    const isText = typeof value === 'string';
    const [type, number, text] = isText ? [1, 0, value] : [0, Number(value ?? 0), ''];
    return `{Type:(intstr.Type)${type} IntVal:(int32)${number} StrVal:(string)${text}}`;
  },
  'resource.Quantity': (value) => dumpQuantity(String(value ?? '0')),
};

const decimalScales: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const binaryUnits: Readonly<Record<string, number>> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 };

/** A whole number and its scale, as a quantity read from its canonical text holds them. */
function dumpQuantity(text: string): string {
  const [, digits = '0', suffix = ''] = /^(-?\d+)([A-Za-z]*)$/.exec(text) ?? [];
  const binary = binaryUnits[suffix];
  const value = binary === undefined ? digits : String(BigInt(digits) * 1024n ** BigInt(binary));
  const scale = binary === undefined ? (decimalScales[suffix] ?? 0) : 0;
  const format = binary === undefined ? 'DecimalSI' : 'BinarySI';
  return `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${text} Format:(resource.Format)${format}}`;
}

const builtIn = /^(string|bool|u?int\d*|float\d+)$/;

/** A type as Go's reflection names it. */
function qualified(type: string): string {
  if (type.startsWith('*')) return `*${qualified(type.slice(1))}`;
  if (type.startsWith('[]')) return `[]${qualified(type.slice(2))}`;
  const map = /^map\[([^\]]+)\](.+)$/.exec(type);
  if (map !== null) return `map[${qualified(map[1] ?? '')}]${qualified(map[2] ?? '')}`;
  return builtIn.test(type) || type.includes('.') ? type : `v1.${type}`;
}

const parsed = new Map<string, readonly GoField[]>();

function goFields(type: string): readonly GoField[] {
  const known = parsed.get(type);
  if (known !== undefined) return known;
  const names = jsonNames(type);
  const fields = (goTypeTexts[type] ?? '').split(' ').map((text, index) => {
    const [name = '', fieldType = ''] = text.split(':');
    return { name, type: fieldType, json: names[index] };
  });
  parsed.set(type, fields);
  return fields;
}

/** JSON names in the order of the Go struct, `undefined` where an inlined struct stands. */
function jsonNames(type: string): (string | undefined)[] {
  const { ownFields, inlined } = messageSchema(type);
  const names: (string | undefined)[] = ownFields.map(({ name }) => name);
  for (const { position } of inlined) names.splice(position, 0, undefined);
  return names;
}
