import { type BuiltInControl, defineControl } from '@chaoskit/core';
import { activityLists, isPlainObject } from './plain-object.js';

/**
 * Runs an activity several times (core.md §25.2): after its first run, copies of it go right behind it in each list that has it,
 * marked with `iteration_index` so that they are not repeated themselves.
 */
export const repeat: BuiltInControl = {
  create: ({ log }) =>
    defineControl({
      afterActivity({ context, state, experiment, arguments: args }) {
        if (!isPlainObject(context) || context.iteration_index !== undefined) return;
        const { repeat_count: count, break_if_previous_iteration_failed: breaks } = args;
        if (typeof count !== 'number' || count < 2) return;
        if (breaks === true && isPlainObject(state) && state.status === 'failed') {
          log.debug(`'${String(context.name)}' failed and is not repeated`);
          return;
        }
        for (const list of activityLists(experiment)) {
          const at = list.findIndex((activity) => isPlainObject(activity) && activity.name === context.name);
          if (at === -1) continue;
          const copies = Array.from({ length: Math.floor(count) - 1 }, (_, index) => ({
            ...structuredClone(context),
            iteration_index: index + 1,
          }));
          list.splice(at + 1, 0, ...copies);
        }
      },
    }),
};
