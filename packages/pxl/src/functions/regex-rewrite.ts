/** Parts of a substitute: texts, and numbers of groups. */
export type Rewrite = readonly (string | number)[];

/** Reads RE2's rewrites, in which `\\1` is a group and `\\\\` a backslash; for a wrong one what RE2 says of it. */
export function readRewrite(substitute: string, groups: number): Rewrite | string {
  const parts: (string | number)[] = [];
  let most = -1;
  for (let at = 0; at < substitute.length; at++) {
    const char = substitute[at] as string;
    if (char !== '\\') {
      parts.push(char);
      continue;
    }
    const next = substitute[++at];
    if (next === undefined) return "Rewrite schema error: '\\' not allowed at end.";
    if (next === '\\') parts.push(next);
    else if (/[0-9]/.test(next)) {
      parts.push(Number(next));
      most = Math.max(most, Number(next));
    } else return "Rewrite schema error: '\\' must be followed by a digit or '\\'.";
  }
  if (most > groups)
    return `Rewrite schema requests ${most} matches, but the regexp only has ${groups} parenthesized subexpressions.`;
  return parts;
}
