import type { ColumnSpec } from '../../columns/types.js';
import type { Operator } from '../../plan/operators.js';
import { PxlError } from '../../pxl-error.js';
import type { Frame } from '../frame.js';
import { findColumn } from './resolve-expression.js';

/** A merge: all columns of the left, then all of the right; names on both sides get the suffixes (pixie.md §4.6). */
export function resolveJoin(frame: Frame & { op: 'join' }, left: Operator, right: Operator): Operator {
  const { place, how, leftOn, rightOn, suffixes } = frame;
  for (const [index, name] of leftOn.entries()) {
    const leftKey = findColumn(name, left.relation, place);
    const rightKey = findColumn(rightOn[index] ?? '', right.relation, place);
    if (leftKey.type !== rightKey.type) {
      throw PxlError.at(
        place,
        `join columns specified in \`left_on\` and \`right_on\` must have the same datatype, but the ${index}-th columns disagree. ["${leftKey.name}" (${leftKey.type}) vs "${rightKey.name}" (${rightKey.type})]`,
      );
    }
  }
  const names = {
    left: new Set(left.relation.map(({ name }) => name)),
    right: new Set(right.relation.map(({ name }) => name)),
  };
  const renamed = (column: ColumnSpec, other: ReadonlySet<string>, suffix: string): ColumnSpec =>
    other.has(column.name) ? { ...column, name: column.name + suffix } : column;
  const relation = [
    ...left.relation.map((column) => renamed(column, names.right, suffixes[0])),
    ...right.relation.map((column) => renamed(column, names.left, suffixes[1])),
  ];
  const seen = new Set<string>();
  for (const { name } of relation) {
    if (seen.has(name)) {
      throw PxlError.at(
        place,
        `duplicate column '${name}' after merge. Change the specified suffixes ('${suffixes[0]}','${suffixes[1]}') to fix this`,
      );
    }
    seen.add(name);
  }
  const output = [
    ...left.relation.map(({ name }) => ({ side: 'left' as const, column: name })),
    ...right.relation.map(({ name }) => ({ side: 'right' as const, column: name })),
  ];
  return { op: 'join', left, right, how, leftOn, rightOn, output, relation, place };
}
