/**
 * The version of the reference's library whose behaviour and journal this is: `chaoslib-version` of journals, which readers
 * compare (core.md §16, §28.8).
 */
export const CHAOSLIB_VERSION = '1.45.1';
