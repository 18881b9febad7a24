import { PythonRegexError } from './python-regex-error.js';
import type { RegexNode } from './regex-node.js';

/**
 * Checks that every back-reference stands where its group has surely matched. Elsewhere the two languages part: a reference to a group
 * that did not match fails in Python and matches nothing in JavaScript. Answers the groups that are referred to.
 */
export function sureReferences(root: RegexNode): ReadonlySet<number> {
  const used = new Set<number>();
  visit(root, new Set(), used);
  return used;
}

/** Walks `node` knowing which groups have surely matched before it; answers those that surely have after it. */
function visit(node: RegexNode, before: ReadonlySet<number>, used: Set<number>): ReadonlySet<number> {
  switch (node.kind) {
    case 'char':
    case 'any':
    case 'set':
    case 'at':
      return before;
    case 'reference':
      if (!before.has(node.number)) {
        const reason = `a reference to group ${node.number}, which may not have matched, is not supported`;
        throw new PythonRegexError(reason, node.offset);
      }
      used.add(node.number);
      return before;
    case 'sequence': {
      let known = before;
      for (const item of node.items) known = visit(item, known, used);
      return known;
    }
    case 'choice': {
      const after = node.branches.map((branch) => visit(branch, before, used));
      const [first = before, ...others] = after;
      return new Set([...first].filter((group) => others.every((other) => other.has(group))));
    }
    case 'repeat': {
      const after = visit(node.item, before, used);
      return node.min > 0 ? after : before;
    }
    case 'group': {
      const after = visit(node.body, before, used);
      return node.number === undefined ? after : new Set([...after, node.number]);
    }
    case 'look': {
      const after = visit(node.body, before, used);
      return node.negative ? before : after;
    }
    case 'atomic':
      return visit(node.body, before, used);
  }
}
