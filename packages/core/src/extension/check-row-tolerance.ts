import type { Issue } from '../document/issue.js';
import type { ActivityPlace } from '../providers/provider.js';
import { itemFilterOf } from '../tolerance/root-filter.js';
import type { JsonObject } from '../values/json.js';
import { getKey, isJsonObject } from '../values/json-object.js';

/** A warning where the tolerance of a probe that answers rows filters at the root, so that `count: 0` always holds. */
export function checkRowTolerance(activity: JsonObject, place: ActivityPlace): Issue[] {
  const tolerance = getKey(activity, 'tolerance');
  if (!isJsonObject(tolerance) || tolerance.type !== 'jsonpath') return [];
  const path = getKey(tolerance, 'path');
  const dialect = getKey(tolerance, 'dialect') ?? 'jsonpath2';
  const meant = typeof path === 'string' && dialect === 'jsonpath2' ? itemFilterOf(path) : undefined;
  if (meant === undefined) return [];
  return [
    {
      severity: 'warning',
      code: 'CHAOS_V_TOLERANCE_ROWS',
      message:
        'a filter right behind `$` asks the list of rows itself, not each row: it finds nothing, whatever the rows are',
      place: place.document.locate([...place.path, 'tolerance', 'path']),
      hint: `write ${meant}, or set "dialect": "rfc9535"`,
    },
  ];
}
