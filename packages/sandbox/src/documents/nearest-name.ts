/** The known name that a mistyped one most probably means; nothing where none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const close = known
    .map((each) => ({ each, distance: editDistance(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ distance, each }) => distance <= Math.max(1, Math.floor(each.length / 3)))
    .sort((left, right) => left.distance - right.distance);
  return close[0]?.each;
}

/** Insertions, deletions and replacements between two words (Levenshtein). */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...left].entries()) {
    const next = [at + 1];
    for (const [column, other] of [...right].entries())
      next.push(
        Math.min(
          (next[column] ?? 0) + 1,
          (row[column + 1] ?? 0) + 1,
          (row[column] ?? 0) + (letter === other ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[right.length] ?? 0;
}
