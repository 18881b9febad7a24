import type { BuiltInControl } from '@chaoskit/core';
import { bypass } from './bypass.js';
import { repeat } from './repeat.js';
import { safeguards } from './safeguards/safeguards.js';
import { synchronization } from './synchronization.js';

/** The controls of `chaosaddons` (core.md §25) by their modules. */
export const addonControls: Readonly<Record<string, BuiltInControl>> = {
  'chaosaddons.controls.bypass': bypass,
  'chaosaddons.controls.repeat': repeat,
  'chaosaddons.controls.safeguards': safeguards,
  'chaosaddons.controls.synchronization': synchronization,
};
