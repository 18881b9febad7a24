import { defineAction, number } from '@chaoskit/core';

/** `chaosaddons.utils.idle.idle_for` (core.md §25.5). */
export const idleFor = defineAction({
  name: 'chaosaddons.utils.idle.idle_for',
  summary: 'Waits for a number of seconds; ends early when the run is told to end.',
  input: { duration: number({ description: 'How long to wait, in seconds.' }) },
  async run({ duration }, { sleep }) {
    await sleep(Math.max(0, duration) * 1000);
    return undefined;
  },
});
