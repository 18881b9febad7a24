/** Compares numbers with one constant; a loop of its own each, so that each compiles to what it says. */
export type ConstantComparison = (values: Float64Array, constant: number, flags: Uint8Array) => void;

export const constantComparisons: Readonly<Record<string, ConstantComparison>> = {
  equal(values, constant, flags) {
    for (let row = 0; row < flags.length; row++) flags[row] = values[row] === constant ? 1 : 0;
  },
  notEqual(values, constant, flags) {
    for (let row = 0; row < flags.length; row++) flags[row] = values[row] === constant ? 0 : 1;
  },
  greaterThan(values, constant, flags) {
    for (let row = 0; row < flags.length; row++) flags[row] = (values[row] as number) > constant ? 1 : 0;
  },
  greaterThanEqual(values, constant, flags) {
    for (let row = 0; row < flags.length; row++) flags[row] = (values[row] as number) >= constant ? 1 : 0;
  },
  lessThan(values, constant, flags) {
    for (let row = 0; row < flags.length; row++) flags[row] = (values[row] as number) < constant ? 1 : 0;
  },
  lessThanEqual(values, constant, flags) {
    for (let row = 0; row < flags.length; row++) flags[row] = (values[row] as number) <= constant ? 1 : 0;
  },
};
