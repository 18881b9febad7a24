import type { Secrets } from '../providers/provider.js';
import type { Json, JsonObject } from './json.js';
import { setKey } from './json-object.js';
import { type NamedSecret, namedSecrets } from './named-secrets.js';
import { pyRepr } from './py-text.js';
import { numberRepr } from './python-number.js';
import { RawNumber } from './raw-number.js';

/** Shorter values would hit by chance: they are only replaced where they are the whole text, and never as a number. */
const SHORTEST_INSIDE = 4;
/** Inside longer base64 only cores of this length are told apart from chance. */
const SHORTEST_CORE = 6;

/**
 * Replaces every known secret value, and its URL-encoded, base64 and escaped forms, by `[secret NAME]` (design.md §4).
 * NAME is the key inside its group, `a.b` where the value is nested. Costs nothing while there are no secrets.
 */
export class Redactor {
  readonly #whole = new Map<string, string>();
  readonly #inside = new Map<string, string>();
  #pattern: RegExp | undefined;

  constructor(secrets: Secrets = {}) {
    this.add(secrets);
  }

  /** Learns further values; those known before stay. */
  add(secrets: Secrets): void {
    for (const secret of namedSecrets(secrets)) this.#learn(secret);
    if (this.#inside.size === 0) return;
    // The longest form first: one secret may be part of another.
    const forms = [...this.#inside.keys()].sort((left, right) => right.length - left.length);
    this.#pattern = new RegExp(
      forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|'),
      'g',
    );
  }

  redact(value: string): string;
  redact(value: Json): Json;
  redact(value: Json): Json {
    return this.#whole.size === 0 ? value : this.#walk(value);
  }

  #learn({ name, value }: NamedSecret): void {
    if (typeof value === 'string') this.#learnText(value, name);
    else this.#whole.set(numberRepr(value), name);
  }

  #learnText(value: string, name: string): void {
    if (value.trim() === '') return;
    for (const form of formsOf(value)) {
      if (form.length === 0) continue;
      if (!this.#whole.has(form)) this.#whole.set(form, name);
      if (value.length >= SHORTEST_INSIDE && !this.#inside.has(form)) this.#inside.set(form, name);
    }
    if (value.length < SHORTEST_INSIDE) return;
    for (const core of base64Cores(value)) if (!this.#inside.has(core)) this.#inside.set(core, name);
  }

  #walk(value: Json): Json {
    if (typeof value === 'string') return this.#text(value);
    if (typeof value === 'number' || value instanceof RawNumber) {
      const text = numberRepr(value);
      const name = text.length < SHORTEST_INSIDE ? undefined : this.#whole.get(text);
      return name === undefined ? value : `[secret ${name}]`;
    }
    if (typeof value !== 'object' || value === null) return value;
    return Array.isArray(value) ? this.#list(value) : this.#object(value);
  }

  #text(text: string): string {
    const whole = this.#whole.get(text);
    if (whole !== undefined) return `[secret ${whole}]`;
    if (this.#pattern === undefined) return text;
    return text.replace(this.#pattern, (form) => `[secret ${this.#inside.get(form)}]`);
  }

  // Unchanged lists and objects are handed back as they are: most values of a run hold no secret.
  #list(list: Json[]): Json[] {
    let copy: Json[] | undefined;
    list.forEach((item, index) => {
      const redacted = this.#walk(item);
      if (redacted !== item) copy ??= [...list];
      if (copy !== undefined) copy[index] = redacted;
    });
    return copy ?? list;
  }

  #object(object: JsonObject): JsonObject {
    let changed = false;
    const copy: JsonObject = {};
    for (const [key, item] of Object.entries(object)) {
      const name = this.#text(key);
      const redacted = this.#walk(item);
      changed ||= name !== key || redacted !== item;
      setKey(copy, name, redacted);
    }
    return changed ? copy : object;
  }
}

function formsOf(value: string): ReadonlySet<string> {
  const bytes = Buffer.from(value);
  // A round trip through bytes, as lone surrogates can't be URL-encoded.
  const component = encodeURIComponent(bytes.toString());
  // Python's quote() also encodes these five, which encodeURIComponent leaves.
  const quoted = component.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const json = JSON.stringify(value).slice(1, -1);
  const ascii = json.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const forms = [
    value,
    component,
    quoted,
    encodeURI(bytes.toString()),
    json,
    ascii,
    pyRepr(value).slice(1, -1),
  ];
  for (const form of [component, quoted]) {
    forms.push(
      form.replaceAll('%20', '+'),
      form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    );
  }
  for (const encoding of ['base64', 'base64url'] as const) {
    const text = bytes.toString(encoding);
    forms.push(text, text.replace(/=+$/, ''));
  }
  return new Set(forms);
}

/** The value's base64 at each of the three offsets it can have inside longer base64 (`user:password`), without the edges its neighbours share. */
function base64Cores(value: string): string[] {
  const cores: string[] = [];
  for (const shift of [0, 1, 2]) {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)]);
    const full = bytes.toString('base64').replace(/=+$/, '');
    const from = shift === 0 ? 0 : shift + 1;
    const to = bytes.length % 3 === 0 ? full.length : full.length - 1;
    const core = full.slice(from, to);
    if (core.length >= SHORTEST_CORE) cores.push(core, core.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return cores;
}
