import type { Operator } from '../../plan/operators.js';
import { PxlError } from '../../pxl-error.js';
import type { Frame } from '../frame.js';

/** An append: the same columns by name, in the first frame's order. */
export function resolveUnion({ place }: Frame & { op: 'union' }, parents: readonly Operator[]): Operator {
  const [first] = parents;
  if (first === undefined) throw PxlError.at(place, 'append() needs a frame');
  const { relation } = first;
  for (const parent of parents.slice(1)) {
    const fail = (why: string): never => {
      const columns = [relation, parent.relation].map(
        (one) => `[${one.map(({ name, type }) => `${name}:${type}`).join(', ')}]`,
      );
      throw PxlError.at(
        place,
        `Table schema disagreement between parent ops of the append: ${columns.join(' vs ')}. ${why}`,
      );
    };
    if (parent.relation.length !== relation.length) fail('Column count wrong.');
    const others = new Map(parent.relation.map((column) => [column.name, column.type]));
    for (const { name, type } of relation) {
      const other = others.get(name);
      if (other === undefined) fail(`Missing '${name}'.`);
      else if (other !== type) fail(`wrong type for '${name}'.`);
    }
  }
  return { op: 'union', parents, relation, place };
}
