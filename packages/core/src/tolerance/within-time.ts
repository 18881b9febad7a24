import { type Context, createContext, Script } from 'node:vm';

/** Longer than any pattern that does its work; until then no signal and no timer is heard. */
export const SEARCH_LIMIT_MS = 2000;

const call = new Script('work()');
/** Made on first use: few runs need it. */
let context: Context | undefined;

/**
 * Answers what `work` answers, or undefined once it took `limitMs`: it is then cut off wherever it is, in the middle of a regular
 * expression too. So `work` must change nothing that outlives it.
 */
export function withinTime<T>(limitMs: number, work: () => T): { readonly value: T } | undefined {
  context ??= createContext();
  context.work = () => ({ value: work() });
  try {
    return call.runInContext(context, { timeout: limitMs });
  } catch (error) {
    if (codeOf(error) === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  } finally {
    context.work = undefined;
  }
}

/** The error of a cut comes from the context, so it is no instance of this side's `Error`. */
function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
