import { isJsonObject, valueAt } from '../json/json-object.js';

const step =
  /\.([A-Za-z0-9_-]+)|\[(\d+)\]|\['([^']+)'\]|\[\?\(@\.([\w.-]+)\s*==\s*["']([^"']*)["']\)\]|\[\*\]/gy;

/**
 * The first value under a path as printer columns and scale subresources have it: fields, indexes, `[*]` and
 * `[?(@.type=="Ready")]`. `undefined` where there is nothing, or the path is none of these.
 */
export function firstAtPath(object: unknown, path: string): unknown {
  let values: unknown[] = [object];
  step.lastIndex = 0;
  let read = 0;
  for (let match = step.exec(path); match !== null; match = step.exec(path)) {
    const [whole, field, index, quoted, filter, wanted] = match;
    read += whole.length;
    const key = field ?? quoted;
    if (key !== undefined) values = values.map((value) => valueAt(value, key));
    else if (index !== undefined) values = values.map((value) => valueAt(value, Number(index)));
    else {
      values = values.flatMap((value) => (Array.isArray(value) ? value : []));
      if (filter !== undefined) {
        values = values.filter(
          (item) => isJsonObject(item) && String(valueAt(item, ...filter.split('.'))) === wanted,
        );
      }
    }
    values = values.filter((value) => value !== undefined);
  }
  return read === path.length ? values[0] : undefined;
}
