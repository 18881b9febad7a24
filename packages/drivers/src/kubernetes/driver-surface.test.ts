import { expect, test } from 'vitest';
import { loadDriver } from '../load-driver.js';

/** The public names of drivers.md §1, by module below `chaosk8s`. */
const surface: Readonly<Record<string, string>> = {
  'pod.actions': 'terminate_pods exec_in_pods delete_pods',
  'pod.probes':
    'read_pod_logs pods_in_phase pods_not_in_phase pods_in_conditions count_pods count_min_pods pod_is_not_available should_be_found_in_logs all_pods_healthy',
  'node.actions': 'cordon_node uncordon_node drain_nodes delete_nodes create_node',
  'node.probes':
    'get_nodes get_all_node_status_conditions all_nodes_must_be_ready_to_schedule verify_nodes_condition nodes_must_be_healthy',
  'deployment.actions':
    'create_deployment delete_deployment scale_deployment rollout_deployment set_deployment_image rollback_deployment',
  'deployment.probes':
    'deployment_available_and_healthy deployment_partially_available deployment_fully_available deployment_not_fully_available collect_deployment_status',
  'statefulset.actions': 'create_statefulset scale_statefulset remove_statefulset',
  'statefulset.probes':
    'statefulset_fully_available statefulset_not_fully_available statefulset_is_fully_available statefulset_is_not_fully_available',
  'daemonset.actions': 'create_daemon_set delete_daemon_set update_daemon_set',
  'daemonset.probes':
    'daemon_set_available_and_healthy daemon_set_partially_available daemon_set_fully_available daemon_set_not_fully_available',
  'replicaset.actions': 'delete_replica_set',
  'service.actions': 'create_service_endpoint delete_service',
  'service.probes': 'service_is_initialized',
  'namespace.actions': 'create_namespace delete_namespace',
  'namespace.probes': 'namespace_exists',
  'secret.actions': 'create_secret delete_secret',
  'secret.probes': 'secret_exists',
  'event.probes': 'get_events',
  'networking.actions':
    'create_ingress delete_ingress update_ingress create_network_policy remove_network_policy deny_all_ingress remove_deny_all_ingress deny_all_egress remove_deny_all_egress allow_dns_access remove_allow_dns_access',
  'networking.probes': 'ingress_exists',
  'crd.actions':
    'create_custom_object create_cluster_custom_object delete_custom_object delete_cluster_custom_object patch_custom_object patch_cluster_custom_object replace_custom_object replace_cluster_custom_object apply_from_json apply_from_yaml',
  'crd.probes': 'get_custom_object list_custom_objects get_cluster_custom_object list_cluster_custom_objects',
  'chaosmesh.network.actions':
    'add_latency set_loss duplicate_packets corrupt_packets reorder_packets set_bandwidth delete_network_fault',
  'chaosmesh.network.probes': 'get_network_fault get_network_faults',
  'chaosmesh.stress.actions': 'stress_cpu stress_memory delete_stressor',
  'chaosmesh.stress.probes': 'get_stressor get_stressors',
  actions:
    'start_microservice remove_service_endpoint scale_microservice kill_microservice create_deployment delete_deployment scale_deployment delete_pods delete_replica_set delete_service',
  probes:
    'all_microservices_healthy microservice_available_and_healthy microservice_is_not_available service_endpoint_is_initialized deployment_is_not_fully_available deployment_is_fully_available read_microservices_logs deployment_available_and_healthy deployment_fully_available deployment_not_fully_available all_pods_healthy pod_is_not_available read_pod_logs service_is_initialized secret_exists',
};

const served = async () =>
  ((await loadDriver('chaosk8s.pod.actions')) ?? []).flatMap(({ name, aliases = [] }) => [name, ...aliases]);

test.each(Object.entries(surface))('chaosk8s.%s is complete', async (module, funcs) => {
  const names = await served();
  expect(funcs.split(' ').filter((func) => !names.includes(`chaosk8s.${module}.${func}`))).toEqual([]);
});

test('nothing is served twice, and nothing unheard of', async () => {
  const names = await served();
  expect(new Set(names).size).toBe(names.length);
  const known = Object.entries(surface).flatMap(([module, funcs]) =>
    funcs.split(' ').map((func) => `chaosk8s.${module}.${func}`),
  );
  expect(names.filter((name) => !name.startsWith('chaoskit.') && !known.includes(name))).toEqual([]);
});

test('an activity on a cluster knows its target without a request', async () => {
  const definitions = (await loadDriver('chaosk8s')) ?? [];
  const scale = definitions.find(({ name }) => name.endsWith('scale_deployment'));
  const from = { secrets: {}, env: { KUBECONFIG: '/nowhere', KUBERNETES_HOST: 'http://10.0.0.1' } };
  expect(await scale?.target?.(from)).toEqual({ context: 'none', server: 'http://10.0.0.1' });
});

test('an unknown module has no driver', async () => {
  expect(await loadDriver('os.path')).toBeUndefined();
});
