import { beyondLimit, limits } from '../../limits.js';
import { depthOf } from '../expression-node.js';
import { type Frame, parentsOfFrame } from '../frame.js';

/** Refuses frames that stand on more operations than recursion over them bears. Itself it does not recurse. */
export function checkDepth(frames: readonly Frame[]): void {
  const depths = new Map<Frame, number>();
  const waiting = [...frames];
  for (let frame = waiting.at(-1); frame !== undefined; frame = waiting.at(-1)) {
    const parents = parentsOfFrame(frame);
    const open = depths.has(frame) ? [] : parents.filter((parent) => !depths.has(parent));
    if (open.length > 0) {
      for (const parent of open) waiting.push(parent);
      continue;
    }
    waiting.pop();
    const below = parents.reduce((most, parent) => Math.max(most, depths.get(parent) ?? 0), 0);
    const depth = below + 1 + ownDepth(frame);
    if (depth > limits.depth.most) throw beyondLimit('depth', 'the script puts', frame.place);
    depths.set(frame, depth);
  }
}

function ownDepth(frame: Frame): number {
  if (frame.op === 'assign') return depthOf(frame.value);
  return frame.op === 'filter' ? depthOf(frame.condition) : 0;
}
