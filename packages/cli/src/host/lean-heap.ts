/** So many activities are worth the time that it takes to load the module. */
const MANY_ACTIVITIES = 5000;

/** A run of very many activities keeps its journal in memory and little else: a heap that grows in smaller steps stays closer to what is used. */
export function leanHeapFor(activities: number): void {
  if (activities < MANY_ACTIVITIES) return;
  process.getBuiltinModule('node:v8').setFlagsFromString('--heap-growing-percent=50');
}
