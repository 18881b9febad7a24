import type { Issue } from '@chaoskit/core';

/** Issues of the experiment as a whole; those of activities and controls have classes of their own (core.md §4). */
const OF_EXPERIMENT =
  /^CHAOS_V_(EXPERIMENT|TITLE|DESCRIPTION|TAGS|EXTENSIONS|CONFIGURATION|ENV_KEY|SECRET|HYPOTHESIS|METHOD|BLOCK)/;

const OF_CONTROL = /^CHAOS_V_(CONTROL)/;

/** The error that an issue is in the reference, for notifications: its class by name, and its message. */
export function asException({ code, message }: Pick<Issue, 'code' | 'message'>): Error {
  const error = new Error(message);
  error.name = OF_CONTROL.test(code)
    ? 'InvalidControl'
    : OF_EXPERIMENT.test(code)
      ? 'InvalidExperiment'
      : 'InvalidActivity';
  return error;
}
