import { beyondLimit, limits } from '../../limits.js';
import { parentsFirst, parentsOf } from '../../plan/parents-of.js';
import { depthOf } from '../expression-node.js';
import type { Frame } from '../frame.js';

/** Refuses frames that stand on more operations than recursion over them bears. Itself it does not recurse. */
export function checkDepth(frames: readonly Frame[]): void {
  const depths = new Map<Frame, number>();
  for (const frame of parentsFirst(frames)) {
    const below = parentsOf(frame).reduce((most, parent) => Math.max(most, depths.get(parent) ?? 0), 0);
    const depth = below + 1 + ownDepth(frame);
    if (depth > limits.depth.most) throw beyondLimit('depth', 'the script puts', frame.place);
    depths.set(frame, depth);
  }
}

function ownDepth(frame: Frame): number {
  if (frame.op === 'assign') return depthOf(frame.value);
  return frame.op === 'filter' ? depthOf(frame.condition) : 0;
}
