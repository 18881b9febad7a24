import { type Definition, type InputValues, integer, json, type PlainJson, string } from '@chaoskit/core';
import type { KubeObject } from '@chaoskit/kube';
import { createCustom } from '../custom/custom-objects.js';
import { ns } from '../session/common-input.js';
import { kubeAction } from '../session/kube-definition.js';
import { asList, given, modeOf, selectorInput, selectorOf } from './fault-selectors.js';

export const networkChaos = { group: 'chaos-mesh.org', version: 'v1alpha1', plural: 'networkchaos' };

const commonInput = {
  name: string({ description: 'Name of the fault.' }),
  ns,
  ...selectorInput,
  external_targets: json({
    default: null,
    description: 'Addresses outside of the cluster: a list, or `a,b`.',
  }),
  target_mode: string({
    default: null,
    description: 'Mode of the other side; without it and its selectors: all traffic.',
  }),
  target_mode_value: string({ default: null }),
  target_namespaces_selectors: json({ default: null }),
  target_label_selectors: json({ default: null }),
  target_annotations_selectors: json({ default: null }),
};
type CommonArguments = InputValues<typeof commonInput>;

/** A target only where one is asked for: the reference narrows every fault to one arbitrary pod (K-22). */
function targetOf(args: CommonArguments): KubeObject {
  const selector = selectorOf({
    namespaces_selectors: args.target_namespaces_selectors,
    label_selectors: args.target_label_selectors,
    annotations_selectors: args.target_annotations_selectors,
  });
  const asked = args.target_mode || Object.keys(selector).length > 0;
  return asked ? { target: { ...modeOf(args.target_mode || 'one', args.target_mode_value), selector } } : {};
}

function specOf(args: CommonArguments, action: string, details: KubeObject): KubeObject {
  const externalTargets = asList(args.external_targets);
  return {
    action,
    ...modeOf(args.mode, args.mode_value),
    direction: args.direction,
    selector: selectorOf(args),
    ...details,
    ...(externalTargets && { externalTargets }),
    ...targetOf(args),
  };
}

/** An action that creates a fault; `details` tells its fields from the arguments. */
function faultAction<
  F extends { readonly [name: string]: ReturnType<typeof string> | ReturnType<typeof integer> },
>(
  func: string,
  summary: string,
  fields: F,
  action: string,
  details: (args: { readonly [name: string]: PlainJson }) => KubeObject,
): Definition {
  return kubeAction({
    name: `chaosk8s.chaosmesh.network.actions.${func}`,
    summary: `${summary} It lasts until delete_network_fault.`,
    input: { ...commonInput, ...fields },
    async run(args, context, kube) {
      // Both parts of the input are in it; the compiler loses the common one in the generic sum.
      const common = args as unknown as CommonArguments;
      const spec = specOf(common, action, details(args as { readonly [name: string]: PlainJson }));
      const manifest = {
        apiVersion: 'chaos-mesh.org/v1alpha1',
        kind: 'NetworkChaos',
        metadata: { name: common.name },
        spec,
      };
      return createCustom(networkChaos, common.ns, manifest, context, kube);
    },
  });
}

const optional = string({ default: null }) as ReturnType<typeof string>;
const optionalInteger = integer({ default: null }) as ReturnType<typeof integer>;
const pick = (args: { readonly [name: string]: PlainJson }, ...names: string[]): KubeObject =>
  given(Object.fromEntries(names.map((name) => [name, args[name] ?? null])));

export const networkFaults: readonly Definition[] = [
  faultAction(
    'add_latency',
    'Delay packets.',
    { latency: optional, correlation: optional, jitter: optional },
    'delay',
    (args) => ({ delay: pick(args, 'latency', 'correlation', 'jitter') }),
  ),
  faultAction('set_loss', 'Lose packets.', { loss: optional, correlation: optional }, 'loss', (args) => ({
    loss: pick(args, 'loss', 'correlation'),
  })),
  faultAction(
    'duplicate_packets',
    'Duplicate packets.',
    { duplicate: optional, correlation: optional },
    'duplicate',
    (args) => ({
      duplicate: pick(args, 'duplicate', 'correlation'),
    }),
  ),
  faultAction(
    'corrupt_packets',
    'Corrupt packets.',
    { corrupt: optional, correlation: optional },
    'corrupt',
    (args) => ({
      corrupt: pick(args, 'corrupt', 'correlation'),
    }),
  ),
  // Reordering is a part of a delay, and needs one (K-22).
  faultAction(
    'reorder_packets',
    'Reorder packets.',
    { reorder: optional, correlation: optional, gap: optional },
    'delay',
    (args) => ({ delay: { latency: '1ms', reorder: reorderOf(args) } }),
  ),
  faultAction(
    'set_bandwidth',
    'Limit the bandwidth.',
    {
      rate: string({ description: 'e.g. `1mbps`.' }),
      limit: integer({ description: 'Bytes that may wait.' }),
      buffer: integer({ description: 'Bytes that may go at once.' }),
      peakrate: optionalInteger,
      minburst: optionalInteger,
    },
    'bandwidth',
    (args) => ({ bandwidth: pick(args, 'rate', 'limit', 'buffer', 'peakrate', 'minburst') }),
  ),
];

function reorderOf(args: { readonly [name: string]: PlainJson }): KubeObject {
  const { gap, ...others } = pick(args, 'reorder', 'correlation', 'gap');
  // The schema wants an integer, the function takes a text.
  return gap === undefined ? others : { ...others, gap: Number(gap) };
}
