import { type StatusCause, StatusError } from '../../store/status-error.js';

/** The problems of one object, each with the path of its field (k8s.io/apimachinery, util/validation/field). */
export class FieldErrors {
  readonly #causes: (StatusCause & { readonly field: string })[] = [];

  get isEmpty(): boolean {
    return this.#causes.length === 0;
  }

  required(field: string, detail = ''): void {
    this.#add('FieldValueRequired', field, `Required value${detail === '' ? '' : `: ${detail}`}`);
  }

  invalid(field: string, value: unknown, detail: string): void {
    this.#add('FieldValueInvalid', field, `Invalid value: ${shown(value)}: ${detail}`);
  }

  notSupported(field: string, value: unknown, supported: readonly string[]): void {
    const choices = supported.map((one) => JSON.stringify(one)).join(', ');
    this.#add(
      'FieldValueNotSupported',
      field,
      `Unsupported value: ${shown(value)}: supported values: ${choices}`,
    );
  }

  typeInvalid(field: string, value: unknown, detail: string): void {
    this.#add('FieldValueTypeInvalid', field, `Invalid value: ${shown(value)}: ${detail}`);
  }

  duplicate(field: string, value: unknown): void {
    this.#add('FieldValueDuplicate', field, `Duplicate value: ${shown(value)}`);
  }

  notFound(field: string, value: unknown): void {
    this.#add('FieldValueNotFound', field, `Not found: ${shown(value)}`);
  }

  forbidden(field: string, detail: string): void {
    this.#add('FieldValueForbidden', field, `Forbidden: ${detail}`);
  }

  tooLong(field: string, limit: number): void {
    this.#add('FieldValueTooLong', field, `Too long: may not be more than ${limit} bytes`);
  }

  tooMany(field: string, count: number, limit: number): void {
    this.#add('FieldValueTooMany', field, `Too many: ${count}: must have at most ${limit} items`);
  }

  /** Throws Invalid (422) where there are problems. */
  throwIfAny(kind: { readonly kind: string; readonly group: string }, name: string): void {
    if (this.isEmpty) return;
    throw this.toError(kind, name);
  }

  toError({ kind, group }: { readonly kind: string; readonly group: string }, name: string): StatusError {
    const texts = [...new Set(this.#causes.map((cause) => `${cause.field}: ${cause.message}`))];
    const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
    const fullKind = group === '' ? kind : `${kind}.${group}`;
    return new StatusError(422, 'Invalid', `${fullKind} "${name}" is invalid: ${list}`, {
      ...(name === '' ? {} : { name }),
      ...(group === '' ? {} : { group }),
      ...(kind === '' ? {} : { kind }),
      causes: this.#causes,
    });
  }

  #add(reason: string, field: string, message: string): void {
    this.#causes.push({ reason, message, field });
  }
}

const shown = (value: unknown): string => (value === undefined ? 'null' : JSON.stringify(value));
