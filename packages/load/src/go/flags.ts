import { parseGoDuration } from './go-duration.js';

/** One flag of a command, in the manner of Go's `flag` package. `T` is what the command gets. */
export interface Flag<T> {
  readonly usage: string;
  readonly default: T;
  /** Word for the value in the usage text; none for a boolean. */
  readonly valueName?: string;
  /** A boolean flag takes its value only as `-flag=value`. */
  readonly boolean?: true;
  /** Reads one value; `before` is the value so far, for flags that may be repeated. Throws an Error with the reason. */
  read(text: string, before: T): T;
}

export type Flags = { readonly [name: string]: Flag<unknown> };
export type FlagValues<F extends Flags> = { [K in keyof F]: F[K] extends Flag<infer T> ? T : never };

/** The command line is wrong; the usage text belongs behind the message (exit code 2). */
export class FlagError extends Error {}
/** `-h`, `-help`: the usage text was asked for. */
export class HelpRequested extends Error {}

/** Reads flags until the first argument that is none, as Go does: one or two dashes, `-x=y` or `-x y`. */
export function parseFlags<F extends Flags>(
  flags: F,
  args: readonly string[],
): { values: FlagValues<F>; rest: string[] } {
  const values: Record<string, unknown> = {};
  for (const [name, flag] of Object.entries(flags)) values[name] = flag.default;
  const rest = [...args];
  for (let word = rest[0]; word !== undefined; word = rest[0]) {
    if (word === '--') {
      rest.shift();
      break;
    }
    if (!/^-./.test(word)) break;
    rest.shift();
    const [, name, given] = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) throw new FlagError(`bad flag syntax: ${word}`);
    const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
    if (flag === undefined) {
      if (name === 'h' || name === 'help') throw new HelpRequested();
      throw new FlagError(`flag provided but not defined: -${name}`);
    }
    values[name] = readValue(name, flag, given, rest, values[name]);
  }
  return { values: values as FlagValues<F>, rest };
}

function readValue(
  name: string,
  flag: Flag<unknown>,
  given: string | undefined,
  rest: string[],
  before: unknown,
): unknown {
  const text = given ?? (flag.boolean ? 'true' : rest.shift());
  if (text === undefined) throw new FlagError(`flag needs an argument: -${name}`);
  try {
    return flag.read(text, before);
  } catch (error) {
    if (error instanceof FlagError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const what = flag.boolean ? `boolean value "${text}" for` : `value "${text}" for flag`;
    throw new FlagError(`invalid ${what} -${name}: ${reason}`);
  }
}

/** The lines that describe `flags`, as Go's `PrintDefaults` lays them out. */
export function describeFlags(flags: Flags): string {
  const lines = Object.entries(flags)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, flag]) => {
      const value = flag.valueName === undefined ? '' : ` ${flag.valueName}`;
      return `  -${name}${value}\n    \t${flag.usage.replaceAll('\n', '\n    \t')}\n`;
    });
  return lines.join('');
}

type Described<T> = { readonly usage: string; readonly default: T };

export function textFlag(flag: Described<string>): Flag<string> {
  return { ...flag, valueName: 'string', read: (text) => text };
}

export function booleanFlag(flag: Described<boolean>): Flag<boolean> {
  return {
    ...flag,
    boolean: true,
    read(text) {
      if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
      if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) return false;
      throw new Error('parse error');
    },
  };
}

/** A whole number, at least `min`. */
export function integerFlag(flag: Described<number> & { readonly min?: number }): Flag<number> {
  return {
    ...flag,
    valueName: 'int',
    read(text) {
      const value = Number(text);
      if (!/^[+-]?\d+$/.test(text)) throw new Error('parse error');
      if (!Number.isSafeInteger(value) || value < (flag.min ?? -Infinity)) {
        throw new Error('value out of range');
      }
      return value;
    },
  };
}

/** A Go duration; the value is in nanoseconds. */
export function durationFlag(flag: Described<number>): Flag<number> {
  return {
    ...flag,
    valueName: 'duration',
    read(text) {
      const value = parseGoDuration(text);
      if (value === undefined) throw new Error('parse error');
      return value;
    },
  };
}

/** A flag of the original program that this one does not have: refused by name. */
export function refusedFlag(program: string, name: string, boolean = false): Flag<null> {
  return {
    usage: `Not supported by the built-in ${program}`,
    default: null,
    ...(boolean ? { boolean: true as const } : { valueName: 'value' }),
    read() {
      throw new FlagError(
        `-${name} is not supported by the built-in ${program}: install the original ${program} to use it`,
      );
    },
  };
}
