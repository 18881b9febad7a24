import {
  ActivityFailedError,
  ArgumentPattern,
  boolean,
  type DefinitionContext,
  integer,
  string,
} from '@chaoskit/core';
import { type KubeClient, kinds, type Pod } from '@chaoskit/kube';
import { labelSelector, ns } from '../session/common-input.js';

/** Arguments of every action that picks pods. */
export const podSelectionInput = {
  label_selector: labelSelector,
  name_pattern: string({
    default: null,
    description: 'Python regular expression, found anywhere in the name.',
  }),
  all: boolean({ default: false, description: 'Take every pod; qty, mode and rand do not count.' }),
  rand: boolean({ default: false, description: 'Take pods at random instead of the first ones.' }),
  mode: string({ default: 'fixed', choices: ['fixed', 'percentage'], description: 'How qty is meant.' }),
  qty: integer({ default: 1, description: 'How many pods, or how many percent.' }),
  ns,
  order: string({
    default: 'alphabetic',
    choices: ['alphabetic', 'oldest'],
    description: 'Which come first.',
  }),
};

export interface PodSelection {
  readonly label_selector: string | null;
  readonly name_pattern: string | null;
  readonly all: boolean;
  readonly rand: boolean;
  readonly mode: string;
  readonly qty: number;
  readonly ns: string;
  readonly order: string;
}

/** Lists and picks pods (drivers.md §1.3). An empty pick is a success that does nothing, with a warning (K-11). */
export async function selectPods(
  selection: PodSelection,
  { signal, log }: Pick<DefinitionContext, 'signal' | 'log'>,
  kube: KubeClient,
): Promise<Pod[]> {
  checkSelection(selection);
  const pattern = selection.name_pattern ? new ArgumentPattern(selection.name_pattern) : undefined;
  const listed = await kube.list<Pod>(
    kinds.pods,
    { namespace: selection.ns, ...(selection.label_selector && { labelSelector: selection.label_selector }) },
    signal,
  );
  const found = pattern?.search(listed.map(({ metadata }) => metadata.name));
  const matching = listed.filter((_, index) => found?.[index] !== -1);
  const picked = pickPods(matching, selection, Math.random);
  if (picked.length === 0) {
    const criteria = [selection.label_selector, selection.name_pattern].filter((text) => text).join(', ');
    log.warning(
      `No pod of namespace ${selection.ns} was selected${criteria === '' ? '' : ` by ${criteria}`}: nothing is done`,
    );
  }
  return picked;
}

function checkSelection({ qty, mode, order }: PodSelection): void {
  if (qty < 0) throw new ActivityFailedError(`qty must not be negative: ${qty}`);
  if (mode !== 'fixed' && mode !== 'percentage') {
    throw new ActivityFailedError(`mode must be "fixed" or "percentage": ${JSON.stringify(mode)}`);
  }
  if (order !== 'alphabetic' && order !== 'oldest') {
    throw new ActivityFailedError(`order must be "alphabetic" or "oldest": ${JSON.stringify(order)}`);
  }
}

/** The pure part: order, amount, chance. `random` answers numbers from 0 up to 1. */
export function pickPods(
  pods: readonly Pod[],
  selection: Pick<PodSelection, 'all' | 'rand' | 'mode' | 'qty' | 'order'>,
  random: () => number,
): Pod[] {
  const key = ({ metadata }: Pod) =>
    selection.order === 'oldest' ? (metadata.creationTimestamp ?? '') : metadata.name;
  const ordered = [...pods].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  if (selection.all) return ordered;
  const wanted =
    selection.mode === 'percentage' ? Math.ceil((selection.qty * ordered.length) / 100) : selection.qty;
  const count = Math.min(wanted, ordered.length);
  return selection.rand ? sample(ordered, count, random) : ordered.slice(0, count);
}

/** `count` items without replacement. */
export function sample<T>(items: readonly T[], count: number, random: () => number): T[] {
  const left = [...items];
  const taken: T[] = [];
  while (taken.length < count && left.length > 0) {
    taken.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return taken;
}
