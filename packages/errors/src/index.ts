export type { ChaosErrorOptions, Place } from './chaos-error.js';
export { ChaosError, describePlace, isChaosError, messageOf, toChaosError } from './chaos-error.js';
export { nearestName } from './nearest-name.js';
