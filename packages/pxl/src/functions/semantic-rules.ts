import type { SemanticType } from '../columns/types.js';

/** Semantic type of a call's result from those of its arguments (pixie.md §3.7). */
export type SemanticRule = (args: readonly SemanticType[]) => SemanticType;

export const noSemantics: SemanticRule = () => 'ST_NONE';

/** The result has always this type. */
export const always =
  (type: SemanticType): SemanticRule =>
  () =>
    type;

/** The argument's type where it is one of `types`. */
export const inheritOneOf =
  (...types: readonly SemanticType[]): SemanticRule =>
  ([first]) =>
    first !== undefined && types.includes(first) ? first : 'ST_NONE';

/** The type that all arguments share, where it is one of `types`. */
export const sharedOneOf =
  (...types: readonly SemanticType[]): SemanticRule =>
  (args) => {
    const [first] = args;
    return first !== undefined && types.includes(first) && args.every((type) => type === first)
      ? first
      : 'ST_NONE';
  };

export const throughputs: readonly SemanticType[] = ['ST_THROUGHPUT_PER_NS', 'ST_THROUGHPUT_BYTES_PER_NS'];
export const measures: readonly SemanticType[] = ['ST_BYTES', ...throughputs, 'ST_DURATION_NS'];
