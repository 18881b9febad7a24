import { type Definition, mapping, string } from '@chaoskit/core';
import type { KubeResource } from '@chaoskit/kube';
import { recordRestore } from '../inverse/restore-object.js';
import { ns } from '../session/common-input.js';
import { kubeAction } from '../session/kube-definition.js';

/** An action that patches one object; `spec` is the whole patch. The object as it was is recorded first. */
export const patchByName = (name: string, kind: string, resource: KubeResource): Definition =>
  kubeAction({
    name,
    summary: `Patch ${kind}; \`spec\` is the whole patch.`,
    input: { name: string(), spec: mapping({ description: 'The patch document, e.g. {spec: {…}}.' }), ns },
    async run(args, context, kube) {
      const object = { namespace: args.ns, name: args.name };
      await recordRestore(context, kube, resource, object);
      await kube.patch(resource, object, 'strategic', args.spec, context.signal);
      return null;
    },
  });
