import { findAccess } from './access/find-access.js';
import { type KubeFiles, nodeFiles } from './access/kube-files.js';
import type { KubeSettings } from './access/kube-settings.js';
import { KubeClient } from './client/kube-client.js';

/**
 * A client for the cluster that secrets and environment name (drivers.md §1.1). Makes no request.
 * @throws KubeConfigError
 */
export async function kubeFromEnv(
  settings: KubeSettings & { readonly files?: KubeFiles },
): Promise<KubeClient> {
  return new KubeClient(await findAccess(settings, settings.files ?? nodeFiles));
}
