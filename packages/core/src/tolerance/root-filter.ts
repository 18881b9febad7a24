/** A filter right behind `$`. */
const ROOT_FILTER = /^\s*\$\s*\[\s*\?/;

/**
 * The path that asks each item of a list, where `path` filters at the root: in the reference's dialect that asks the list itself, which
 * has none of its items' members, so nothing is ever found. Undefined for any other path.
 */
export function itemFilterOf(path: string): string | undefined {
  return ROOT_FILTER.test(path) ? `$[*]${path.trim().slice(1)}` : undefined;
}
