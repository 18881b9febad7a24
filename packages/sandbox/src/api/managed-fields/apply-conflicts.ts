import { StatusError } from '../../store/status-error.js';
import { type FieldTree, intersection, isEmptyTree, pathsOf } from './field-tree.js';
import type { Manager } from './managers.js';

interface Conflict {
  readonly who: string;
  readonly path: string;
}

/** The fields that a change would take from other managers. */
function conflictsOf(changed: FieldTree, others: readonly Manager[]): Conflict[] {
  return others.flatMap((other) => {
    const taken = intersection(other.fields, changed);
    return isEmptyTree(taken) ? [] : [...pathsOf(taken)].map((path) => ({ who: nameOf(other), path }));
  });
}

function nameOf({ name, operation, apiVersion, subresource }: Manager): string {
  const part = subresource === '' ? '' : ` with subresource "${subresource}"`;
  return operation === 'Apply' ? `"${name}"${part}` : `"${name}"${part} using ${apiVersion}`;
}

/** Conflict (409) where a change would take fields from others. */
export function refuseConflicts(changed: FieldTree, others: readonly Manager[]): void {
  const conflicts = conflictsOf(changed, others);
  if (conflicts.length === 0) return;
  const count = `${conflicts.length} conflict${conflicts.length === 1 ? '' : 's'}`;
  throw new StatusError(409, 'Conflict', `Apply failed with ${count}: ${describe(conflicts)}`, {
    causes: conflicts.map(({ who, path }) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${who}`,
      field: path,
    })),
  });
}

function describe(conflicts: readonly Conflict[]): string {
  const [first] = conflicts;
  if (conflicts.length === 1 && first !== undefined) return `conflict with ${first.who}: ${first.path}`;
  const names = [...new Set(conflicts.map(({ who }) => who))];
  return names
    .map((name) => {
      const paths = conflicts.filter(({ who }) => who === name).map(({ path }) => `- ${path}`);
      return `conflicts with ${name}:\n${paths.join('\n')}`;
    })
    .join('\n');
}
