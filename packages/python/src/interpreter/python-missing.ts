import { ChaosError } from '@chaoskit/errors';

/** What to do where there is no Python, as a hint. */
export function pythonHint(env: Readonly<Record<string, string | undefined>>): string {
  const named = env.CHAOS_PYTHON;
  return named === undefined || named === ''
    ? 'no Python was found: install python3 (3.8 or newer), or name an interpreter in CHAOS_PYTHON'
    : `CHAOS_PYTHON names '${named}', which is no program: correct it, or unset it to use python3`;
}

/** The error of a call that needs Python on a machine that has none; names what needs it. */
export function pythonMissing(
  needs: Iterable<string>,
  env: Readonly<Record<string, string | undefined>>,
): ChaosError {
  const names = [...needs].map((name) => `'${name}'`);
  return new ChaosError('CHAOS_E_PYTHON_MISSING', `Python is needed by ${names.join(', ')}`, {
    hint: pythonHint(env),
  });
}
