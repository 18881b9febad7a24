import {
  ActivityFailedError,
  ArgumentPattern,
  boolean,
  defineTolerance,
  mapping,
  string,
} from '@chaoskit/core';

export const shouldBeFoundInLogs = defineTolerance({
  name: 'chaosk8s.pod.probes.should_be_found_in_logs',
  summary:
    'Judge the output of read_pod_logs: a Python regular expression must be found in all logs, or in one.',
  input: {
    pattern: string({ description: 'Python regular expression, found anywhere.' }),
    all_containers: boolean({ default: true, description: 'Every log must match, not just one.' }),
    value: mapping({ default: null, description: 'Logs by pod name.' }),
  },
  async run({ pattern, all_containers, value }) {
    const logs = Object.values(value ?? {});
    if (logs.length === 0) throw new ActivityFailedError('there are no logs to look into');
    const found = new ArgumentPattern(pattern).search(logs.map(String));
    return all_containers ? !found.includes(-1) : found.some((at) => at >= 0);
  },
});
