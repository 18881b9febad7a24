import { type ChaosError, isChaosError, messageOf } from '@chaoskit/errors';
import type { DocumentPath, Issue } from '../document/issue.js';
import type { ActivityPlace } from '../providers/provider.js';
import type { Json, JsonObject } from '../values/json.js';
import { getKey, isJsonObject } from '../values/json-object.js';
import { isNumeric } from '../values/py-equality.js';
import { pyRepr, pyStr } from '../values/py-text.js';
import { isFloat } from '../values/python-number.js';
import { checkPath } from './find-by-path.js';
import { compilePythonRegex } from './python-regex/compile-python-regex.js';
import { PythonRegexError } from './python-regex/python-regex-error.js';

export interface CheckToleranceDeps {
  /** Checks the activity of a `probe` tolerance by the rules of activities. */
  readonly checkActivity: (activity: JsonObject, path: DocumentPath) => Promise<readonly Issue[]>;
}

const SHAPES =
  'hypothesis probe tolerance must either be an integer, a string, a boolean or a pair of values for boundaries. ' +
  'It can also be a dictionary which is a probe activity definition that takes an argument called `value` with the value of the probe itself to be validated';
const DIALECTS = ['jsonpath2', 'rfc9535'];

/** The issues of one tolerance as it stands in the document, names not replaced (core.md §4.2). */
export async function checkTolerance(
  raw: Json,
  place: ActivityPlace,
  deps: CheckToleranceDeps,
): Promise<Issue[]> {
  const check = new ToleranceCheck(place);
  if (raw === null || (isNumeric(raw) && typeof raw !== 'boolean' && isFloat(raw))) {
    return check.error(
      'CHAOS_V_TOLERANCE_SHAPE',
      SHAPES,
      [],
      'for a float use {"type": "range", "range": [low, high]}',
    );
  }
  if (!isJsonObject(raw)) return [];
  const type = getKey(raw, 'type') ?? null;
  switch (type) {
    case 'probe':
      return [...(await deps.checkActivity(raw, place.path))];
    case 'regex':
      return checkRegex(raw, check);
    case 'jsonpath':
      return checkJsonPath(raw, check);
    case 'range':
      return checkRange(raw, check);
    default: {
      const message = `hypothesis probe tolerance type '${pyStr(type)}' is unsupported`;
      return check.error(
        'CHAOS_V_TOLERANCE_TYPE',
        message,
        ['type'],
        'there are probe, regex, jsonpath and range',
      );
    }
  }
}

class ToleranceCheck {
  readonly #place: ActivityPlace;

  constructor(place: ActivityPlace) {
    this.#place = place;
  }

  error(code: string, message: string, at: DocumentPath = [], hint?: string): Issue[] {
    const place = this.#place.document.locate([...this.#place.path, ...at]);
    return [{ severity: 'error', code, message, place, ...(hint === undefined ? {} : { hint }) }];
  }
}

function checkRegex(tolerance: JsonObject, check: ToleranceCheck): Issue[] {
  const pattern = getKey(tolerance, 'pattern');
  if (pattern === undefined) {
    return check.error(
      'CHAOS_V_TOLERANCE_REGEX',
      'hypothesis regex probe tolerance must have a `pattern` key',
    );
  }
  if (typeof pattern !== 'string') {
    const message = `hypothesis probe tolerance pattern ${pyStr(pattern)} has an invalid type`;
    return check.error('CHAOS_V_TOLERANCE_REGEX', message, ['pattern']);
  }
  try {
    compilePythonRegex(pattern);
    return [];
  } catch (reason) {
    const known = reason instanceof PythonRegexError ? reason : undefined;
    const message = `hypothesis probe tolerance pattern ${shown(pattern)} seems invalid: ${known?.reason ?? messageOf(reason)}`;
    const hint = known === undefined ? undefined : `at position ${known.offset} of the pattern`;
    return check.error('CHAOS_V_TOLERANCE_REGEX', message, ['pattern'], hint);
  }
}

async function checkJsonPath(tolerance: JsonObject, check: ToleranceCheck): Promise<Issue[]> {
  const path = getKey(tolerance, 'path');
  if (path === undefined) {
    return check.error(
      'CHAOS_V_TOLERANCE_JSONPATH',
      'hypothesis jsonpath probe tolerance must have a `path` key',
    );
  }
  if (typeof path !== 'string') {
    const message = `hypothesis probe tolerance JSON path ${pyRepr(path)} must be a string`;
    return check.error('CHAOS_V_TOLERANCE_JSONPATH', message, ['path']);
  }
  if (path.trim() === '') {
    return check.error('CHAOS_V_TOLERANCE_JSONPATH', 'hypothesis probe tolerance JSON path cannot be empty', [
      'path',
    ]);
  }
  const dialect = getKey(tolerance, 'dialect') ?? 'jsonpath2';
  if (dialect !== 'jsonpath2' && dialect !== 'rfc9535') {
    const message = `hypothesis probe tolerance JSON path dialect '${pyStr(dialect)}' is unknown`;
    return check.error(
      'CHAOS_V_TOLERANCE_JSONPATH',
      message,
      ['dialect'],
      `there are ${DIALECTS.join(' and ')}`,
    );
  }
  try {
    await checkPath(path, dialect);
    return [];
  } catch (reason) {
    const message = `hypothesis probe tolerance JSON path ${shown(path)} is invalid`;
    return check.error('CHAOS_V_TOLERANCE_JSONPATH', message, ['path'], explained(reason));
  }
}

/** Whole as far as a person would write it. */
function shown(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

function explained(reason: unknown): string {
  const hint = isChaosError(reason) ? (reason satisfies ChaosError).hint : undefined;
  return hint === undefined ? messageOf(reason) : `${messageOf(reason)}: ${hint}`;
}

function checkRange(tolerance: JsonObject, check: ToleranceCheck): Issue[] {
  const code = 'CHAOS_V_TOLERANCE_RANGE';
  const range = getKey(tolerance, 'range');
  if (range === undefined)
    return check.error(code, 'hypothesis range probe tolerance must have a `range` key');
  if (!Array.isArray(range)) return check.error(code, 'hypothesis range must be a sequence', ['range']);
  if (range.length !== 2) {
    return check.error(code, 'hypothesis range sequence must be made of two values', ['range']);
  }
  const side = (index: number, name: string): Issue[] =>
    isNumeric(range[index])
      ? []
      : check.error(code, `hypothesis range ${name} boundary must be a number`, ['range', index]);
  return [...side(0, 'lower'), ...side(1, 'upper')];
}
