import { PxlError } from './pxl-error.js';
import type { ScriptPlace } from './syntax/ast.js';

interface Limit {
  readonly most: number;
  /** What is counted, in a form that no other limit has: a message can be led back to its limit. */
  readonly unit: string;
  readonly hint: string;
}

const nesting = 'give the inner parts names of their own, line by line';

/**
 * How much one script may ask for. None of Pixie's public scripts takes more than a tenth of these; what goes beyond would take all the
 * memory, or never end, and is refused with the place that asked for it.
 */
export const limits = {
  /** The longest public script has 17,000 characters; reading this many takes half a second. */
  script: { most: 500_000, unit: 'characters', hint: 'is this a script? Data does not belong into one' },
  /** The parser's own recursion: brackets, unary operators, powers. */
  brackets: { most: 200, unit: 'deep', hint: nesting },
  /** A chain of operators, calls or attributes is a tree that leans left, as deep as it is long. */
  chain: { most: 1_000, unit: 'operators, calls or attributes in one expression', hint: nesting },
  bodies: { most: 50, unit: 'deep', hint: nesting },
  /** There are no branches, so a function that calls itself never ends. */
  calls: {
    most: 100,
    unit: 'functions inside each other',
    hint: 'PxL has no branches: a function that calls itself never ends',
  },
  /** The evaluator's own recursion, over expressions and functions. */
  evaluation: { most: 1_200, unit: 'expressions inside each other', hint: nesting },
  /** Expressions that are evaluated, and items of lists that are handed over. A public script takes up to 4,800 with all it imports. */
  steps: {
    most: 300_000,
    unit: 'steps',
    hint: 'functions that call others twice double the work with each level',
  },
  /** The resolver's and the executor's recursion: how long the longest way from a value to a stored table is. */
  depth: {
    most: 1_000,
    unit: 'operations on each other',
    hint: 'does the script say the same again and again? Split what it shows into several scripts',
  },
  columns: { most: 1_000, unit: 'columns', hint: "keep those that are needed: df[['a', 'b']]" },
  /** Columns over all operators, and parts of their expressions: what the plan itself needs of memory. */
  plan: {
    most: 300_000,
    unit: 'columns and parts of expressions',
    hint: "drop columns early: df[['a', 'b']]",
  },
  tables: { most: 100, unit: 'tables', hint: 'split the script' },
  /** Rows of one merge or append: by as many keys at least, a Map of JavaScript can still tell them apart. */
  rows: {
    most: 16_000_000,
    unit: 'rows',
    hint: 'filter both sides, or aggregate them first; are the keys selective enough?',
  },
  /** Values that operators compute, of 4 to 16 bytes each; an unaggregated million rows of 25 columns are an eighth of it. */
  values: {
    most: 200_000_000,
    unit: 'values',
    hint: 'filter early, keep fewer columns, or ask for a shorter time',
  },
  /** One text. Pixie itself cuts bodies off at a megabyte. */
  text: { most: 4_000_000, unit: 'characters in one text', hint: 'px.substring cuts texts' },
  /** All texts that functions make, and all that is shown. */
  texts: {
    most: 250_000_000,
    unit: 'characters of text',
    hint: 'px.substring cuts texts; filter early, or show fewer rows',
  },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof limits;

/** The refusal of what goes beyond a limit; `what` begins the sentence, as in `the merge makes`. */
export function beyondLimit(name: LimitName, what: string, place: ScriptPlace): PxlError {
  return PxlError.at(place, `${what} more than ${described(limits[name])}`);
}

/** What helps against the refusal that a message is, wherever it comes from; undefined for any other message. */
export function hintOfLimit(message: string): string | undefined {
  return Object.values(limits).find((limit) => message.endsWith(`more than ${described(limit)}`))?.hint;
}

const described = ({ most, unit }: Limit): string => `${most.toLocaleString('en-US')} ${unit}`;
