import type { RegexNode } from './regex-node.js';

/** True where everything that `node` matches has one length, as Python wants it of a look-behind. */
export function fixedWidth(node: RegexNode, groups: ReadonlyMap<number, RegexNode>): boolean {
  const { min, max } = widthOf(node, groups);
  return min === max;
}

interface Width {
  readonly min: number;
  readonly max: number;
}

function widthOf(node: RegexNode, groups: ReadonlyMap<number, RegexNode>): Width {
  switch (node.kind) {
    case 'char':
    case 'any':
    case 'set':
      return { min: 1, max: 1 };
    case 'at':
    case 'look':
      return { min: 0, max: 0 };
    case 'group':
    case 'atomic':
      return widthOf(node.body, groups);
    case 'reference': {
      const group = groups.get(node.number);
      return group === undefined ? { min: 0, max: 0 } : widthOf(group, groups);
    }
    case 'sequence': {
      const widths = node.items.map((item) => widthOf(item, groups));
      return { min: sum(widths.map(({ min }) => min)), max: sum(widths.map(({ max }) => max)) };
    }
    case 'choice': {
      const widths = node.branches.map((branch) => widthOf(branch, groups));
      return {
        min: Math.min(...widths.map(({ min }) => min)),
        max: Math.max(...widths.map(({ max }) => max)),
      };
    }
    case 'repeat': {
      const { min, max } = widthOf(node.item, groups);
      return { min: min * node.min, max: max === 0 ? 0 : max * node.max };
    }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
