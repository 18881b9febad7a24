/** The exit code of a run: 0 where it completed and did not deviate (core.md §1.15). */
export function exitCodeOf({
  status,
  deviated,
}: {
  readonly status: string;
  readonly deviated: boolean;
}): 0 | 1 {
  return status === 'completed' && !deviated ? 0 : 1;
}
