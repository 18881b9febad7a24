import {
  type ActivityPlace,
  type Issue,
  isJsonObject,
  isTruthy,
  type Json,
  type JsonObject,
  pyStr,
} from '@chaoskit/core';
import { isChaosError } from '@chaoskit/errors';
import type { PythonWorker } from '../worker/python-worker.js';

/** Why a call could not work, as the worker found out; `detail` is a near name, or the error of the import. */
interface Problem {
  readonly problem: 'module' | 'function' | 'signature' | 'missing' | 'position' | 'unknown';
  readonly argument?: string;
  readonly detail?: string | null;
}

/** The python rows of core.md §4.1. `missingHint` is set where there is no Python: then the module can't be found either. */
export async function checkPythonActivity(
  activity: JsonObject,
  place: ActivityPlace,
  worker: PythonWorker,
  missingHint: string | undefined,
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  const issue = issueMaker(place);
  const provider = isJsonObject(activity.provider) ? activity.provider : {};
  const { module, func } = provider;
  const given = provider.arguments ?? null;
  const shape = [
    ...checkName(module, 'module', 'a Python activity must have a module path', issue),
    ...checkName(func, 'func', 'a Python activity must have a function name', issue),
  ];
  if (given !== null && !isJsonObject(given)) {
    shape.push(
      issue('CHAOS_V_PYTHON_ARGUMENTS', 'the arguments of a Python activity must be a mapping', 'arguments'),
    );
  }
  if (shape.length > 0 || typeof module !== 'string' || typeof func !== 'string') return shape;
  const name = pyStr(activity.name ?? null);
  const notFound = `could not find Python module '${module}' in activity '${name}'`;
  if (missingHint !== undefined) return [issue('CHAOS_V_PYTHON_MODULE', notFound, 'module', missingHint)];

  const names = isJsonObject(given) ? Object.keys(given) : [];
  let answer: Json;
  try {
    answer = await worker.call({ op: 'check', module, func, arguments: names }, name, signal);
  } catch (reason) {
    // The import may have taken the whole process with it, or the interpreter is none.
    if (signal.aborted || !isChaosError(reason)) throw reason;
    const hint = reason.hint === undefined ? reason.message : `${reason.message}; ${reason.hint}`;
    return [issue('CHAOS_V_PYTHON_MODULE', notFound, 'module', hint)];
  }
  if (!isJsonObject(answer)) return [];
  const found = answer as unknown as Problem;
  const detail = found.detail ?? undefined;
  const near = detail === undefined ? undefined : `did you mean '${detail}'?`;
  const argument = found.argument ?? '';
  switch (found.problem) {
    case 'module':
      return [issue('CHAOS_V_PYTHON_MODULE', notFound, 'module', detail)];
    case 'function': {
      const text = `The python module '${module}' does not expose a function called '${func}' in ${pyStr(activity.type ?? null)} '${name}'`;
      return [issue('CHAOS_V_PYTHON_FUNCTION', text, 'func', near)];
    }
    case 'signature': {
      const text = `the arguments of '${func}' in the Python module '${module}' can't be found out, in activity '${name}'`;
      const hint = `'${func}' is written in C and has no signature: wrap it in a function of your own`;
      return [issue('CHAOS_V_PYTHON_SIGNATURE', text, 'func', hint)];
    }
    case 'missing': {
      const text = `required argument '${argument}' is missing from activity '${func}'`;
      return [issue('CHAOS_V_PYTHON_ARGUMENT_MISSING', text, 'arguments')];
    }
    case 'position': {
      const text = `required argument '${argument}' is missing from activity '${func}'`;
      const hint = `'${func}' takes '${argument}' only by position, and arguments are given by name: wrap it in a function of your own`;
      return [issue('CHAOS_V_PYTHON_ARGUMENT_MISSING', text, 'arguments', hint)];
    }
    case 'unknown': {
      const text = `argument '${argument}' is not part of the function signature in activity '${func}'`;
      return [issue('CHAOS_V_PYTHON_ARGUMENT_UNKNOWN', text, ['arguments', argument], near)];
    }
  }
}

type IssueMaker = (
  code: string,
  message: string,
  key: string | readonly string[],
  hint?: string | undefined,
) => Issue;

function issueMaker(place: ActivityPlace): IssueMaker {
  return (code, message, key, hint) => ({
    severity: 'error',
    code,
    message,
    place: place.document.locate([...place.path, 'provider', ...(typeof key === 'string' ? [key] : key)]),
    ...(hint === undefined ? {} : { hint }),
  });
}

function checkName(
  value: JsonObject[string] | undefined,
  key: string,
  message: string,
  issue: IssueMaker,
): Issue[] {
  const code = key === 'module' ? 'CHAOS_V_PYTHON_MODULE_MISSING' : 'CHAOS_V_PYTHON_FUNC_MISSING';
  if (!isTruthy(value)) return [issue(code, message, key)];
  return typeof value === 'string' ? [] : [issue(code, message, key, `\`${key}\` must be a text`)];
}
