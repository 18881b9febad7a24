/** So many activities are worth the time that it takes to load the module. */
const MANY = 200;

/** So many fill the memory. */
const VERY_MANY = 5000;

/** V8 before 12 (Node 20) counts how much of a function has run; later ones count calls, and wait longer by themselves. */
const COUNTS_BYTES = Number.parseInt(process.versions.v8, 10) < 12;

/**
 * Fits V8 to a run of many activities. Each of them passes through all of the engine once, so that V8 takes hundreds of functions for
 * hot and spends more time on optimizing them than a run of thousands wins by it: it is told to wait longer. A run of very many keeps
 * its journal in memory and little else: a heap that grows in smaller steps stays closer to what is used.
 */
export function tuneEngineFor(activities: number): void {
  if (activities < MANY) return;
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  if (COUNTS_BYTES) setFlagsFromString('--interrupt-budget=1000000');
  if (activities >= VERY_MANY) setFlagsFromString('--heap-growing-percent=50');
}
