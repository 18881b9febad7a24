import type { PodConfig } from '../../kubelet/pod-runtime.js';
import { clusterAddresses } from '../../net/cluster-addresses.js';

/** `/etc/hosts` of a pod, as a kubelet writes it. */
export function hostsFile(pod: PodConfig, ip: string): string {
  return [
    '# Kubernetes-managed hosts file.',
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    'fe00::0\tip6-localnet',
    'fe00::0\tip6-mcastprefix',
    'fe00::1\tip6-allnodes',
    'fe00::2\tip6-allrouters',
    `${ip}\t${pod.hostname}`,
    ...(pod.hostAliases.length === 0 ? [] : ['', '# Entries added by HostAliases.']),
    ...pod.hostAliases.map(({ ip: alias, hostnames }) => [alias, ...hostnames].join('\t')),
    '',
  ].join('\n');
}

/** `/etc/resolv.conf` of a pod with the policy `ClusterFirst`. */
export function resolvFile(pod: PodConfig): string {
  const search = pod.dnsSearch.length === 0 ? [] : [`search ${pod.dnsSearch.join(' ')}`];
  return [...search, `nameserver ${clusterAddresses.dns}`, 'options ndots:5', ''].join('\n');
}
