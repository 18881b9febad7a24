/** A node of a graph of operators: it reads from `parent`, from `parents`, or from both sides of a join; a source from none. */
interface GraphNode<Node> {
  readonly op: string;
  readonly parent?: Node;
  readonly parents?: readonly Node[];
  readonly left?: Node;
  readonly right?: Node;
}

/** The nodes that one reads from, in order. */
export function parentsOf<Node extends GraphNode<Node>>(node: Node): readonly Node[] {
  const { parent, parents = [], left, right } = node;
  return [parent, left, right, ...parents].filter((one) => one !== undefined);
}

/** The nodes that lead to some, themselves included: each once, and after all that it reads from. */
export function parentsFirst<Node extends GraphNode<Node>>(nodes: readonly Node[]): readonly Node[] {
  const order = new Set<Node>();
  const waiting = [...nodes].reverse();
  for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
    const open = order.has(next) ? [] : parentsOf(next).filter((parent) => !order.has(parent));
    if (open.length > 0) for (const parent of open.reverse()) waiting.push(parent);
    else order.add(waiting.pop() ?? next);
  }
  return [...order];
}
