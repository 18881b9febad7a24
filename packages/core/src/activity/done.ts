/**
 * The reason with which waits are called off that nobody needs any more. Without a reason Node makes an exception with a stack trace for
 * each, which costs more than many an activity.
 */
export const DONE = 'done';
