import { type BuiltInControl, defineControl } from '@chaoskit/core';

/**
 * Tells the safeguards of the Python package that the experiment is over (core.md §25.4). Ours end with the experiment by
 * themselves, so there is nothing left to tell: the control may stay in experiments that have it.
 */
export const synchronization: BuiltInControl = { create: () => defineControl({}) };
