import { ActivityFailedError, integer, json, type PlainJson, string } from '@chaoskit/core';
import type { ExecResult, KubeClient, Pod } from '@chaoskit/kube';
import { kubeAction } from '../session/kube-definition.js';
import { shellWords } from '../text/shell-words.js';
import { podSelectionInput, selectPods } from './select-pods.js';

export const execInPods = kubeAction({
  name: 'chaosk8s.pod.actions.exec_in_pods',
  summary:
    'Run a command in a container of the selected pods, one after the other; its exit code fails nothing.',
  input: {
    cmd: json({ description: 'Words, or a text that is split as a shell would; no shell is involved.' }),
    ...podSelectionInput,
    container_name: string({
      default: null,
      description: "By default the pod's default or first container.",
    }),
    request_timeout: integer({ default: 60, min: 0, description: 'Seconds for each pod.' }),
  },
  async run({ cmd, container_name, request_timeout, ...selection }, context, kube) {
    const command = readCommand(cmd);
    const results: PlainJson[] = [];
    for (const pod of await selectPods(selection, context, kube)) {
      const container = container_name || defaultContainer(pod);
      const { name } = pod.metadata;
      if (!pod.spec?.containers?.some((one) => one.name === container)) {
        context.log.debug(`Pod ${name} has no container ${container}: skipped`);
        continue;
      }
      const place = { namespace: selection.ns, name };
      const result = await execWithin(place, { container, command }, request_timeout, context.signal, kube);
      results.push({
        pod_name: name,
        exit_code: result.exitCode,
        cmd,
        stdout: result.stdout,
        stderr: result.stderr,
        ...(result.message !== '' && { message: result.message }),
      });
    }
    return results;
  },
});

function readCommand(cmd: PlainJson): string[] {
  const words = typeof cmd === 'string' ? shellWords(cmd) : Array.isArray(cmd) ? cmd.map(String) : [];
  if (words.length === 0)
    throw new ActivityFailedError('exec_in_pods needs a command: the argument "cmd" is empty');
  return words;
}

/** K-9: the one that kubectl would take. */
function defaultContainer({ metadata, spec }: Pod): string {
  return (
    metadata.annotations?.['kubectl.kubernetes.io/default-container'] ?? spec?.containers?.[0]?.name ?? ''
  );
}

async function execWithin(
  pod: { namespace: string; name: string },
  query: { container: string; command: string[] },
  seconds: number,
  signal: AbortSignal,
  kube: KubeClient,
): Promise<ExecResult> {
  const deadline = AbortSignal.timeout(seconds * 1000);
  try {
    return await kube.exec(pod, query, AbortSignal.any([signal, deadline]));
  } catch (error) {
    signal.throwIfAborted();
    if (!deadline.aborted) throw error;
    throw new ActivityFailedError(
      `the command ${JSON.stringify(query.command.join(' '))} in pod ${pod.name} did not end within ${seconds} s; it may still run there`,
    );
  }
}
