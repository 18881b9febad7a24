import { ActivityFailedError, boolean, string } from '@chaoskit/core';
import { kinds } from '@chaoskit/kube';
import { ns } from '../session/common-input.js';
import { kubeProbe } from '../session/kube-definition.js';
import { fillSelector } from '../text/selector-template.js';
import { secondsAgo } from '../text/time-expression.js';

export const readPodLogs = kubeProbe({
  name: 'chaosk8s.pod.probes.read_pod_logs',
  aliases: ['chaosk8s.probes.read_pod_logs', 'chaosk8s.probes.read_microservices_logs'],
  summary: 'Read the logs of the matching pods, with timestamps, by pod name.',
  input: {
    name: string({ default: null, description: 'Fills {name} in the label selector.' }),
    last: string({
      default: null,
      description: 'How far back: `20s`, `10 minutes`, `1 day ago`, an RFC 3339 instant.',
    }),
    ns,
    from_previous: boolean({ default: false, description: "Read the container's previous instance." }),
    label_selector: string({ default: 'name in ({name})', description: 'Label selector.' }),
    container_name: string({ default: null, description: 'Needed where pods have several containers.' }),
  },
  async run(args, { signal, now }, kube) {
    const sinceSeconds = args.last ? since(args.last, now()) : undefined;
    const labelSelector = fillSelector(args.label_selector, args.name);
    const pods = await kube.list(kinds.pods, { namespace: args.ns, labelSelector }, signal);
    const logs: { [pod: string]: string } = {};
    for (const { metadata } of pods) {
      const query = {
        timestamps: true,
        ...(args.from_previous && { previous: true }),
        ...(args.container_name && { container: args.container_name }),
        ...(sinceSeconds !== undefined && { sinceSeconds }),
      };
      logs[metadata.name] = await kube.log({ namespace: args.ns, name: metadata.name }, query, signal);
    }
    return logs;
  },
});

function since(last: string, nowMs: number): number {
  const seconds = secondsAgo(last, nowMs);
  if (seconds !== undefined) return seconds;
  throw new ActivityFailedError(`last: ${JSON.stringify(last)} is no time in the past that is understood`, {
    hint: 'write it like 20s, 10 minutes, 2h, 1 day ago, yesterday or 2026-01-31T10:00:00Z',
  });
}
