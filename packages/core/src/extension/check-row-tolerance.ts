import type { Issue } from '../document/issue.js';
import type { ActivityPlace } from '../providers/provider.js';
import type { JsonObject } from '../values/json.js';
import { getKey, isJsonObject } from '../values/json-object.js';

/** A filter directly at the root. */
const rootFilter = /^\s*\$\s*\[\s*\?/;

/**
 * A warning where the tolerance of a probe that answers rows filters at the root: the reference's dialect then asks the list
 * itself, which has none of the rows' members, so nothing is ever found and `count: 0` always holds.
 */
export function checkRowTolerance(activity: JsonObject, place: ActivityPlace): Issue[] {
  const tolerance = getKey(activity, 'tolerance');
  if (!isJsonObject(tolerance) || tolerance.type !== 'jsonpath') return [];
  const path = getKey(tolerance, 'path');
  const dialect = getKey(tolerance, 'dialect') ?? 'jsonpath2';
  if (typeof path !== 'string' || dialect !== 'jsonpath2' || !rootFilter.test(path)) return [];
  return [
    {
      severity: 'warning',
      code: 'CHAOS_V_TOLERANCE_ROWS',
      message:
        'a filter right behind `$` asks the list of rows itself, not each row: it finds nothing, whatever the rows are',
      place: place.document.locate([...place.path, 'tolerance', 'path']),
      hint: `write ${path.trim().replace('$', '$[*]')}, or set "dialect": "rfc9535"`,
    },
  ];
}
