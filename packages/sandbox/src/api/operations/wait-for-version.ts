import { StatusError } from '../../store/status-error.js';
import type { ApiRequest } from '../request/api-request.js';
import { storedName } from '../resources/resource-definition.js';

/** How long kube-apiserver waits for a version of the future. */
const patienceMs = 3000;

/** Waits until the store is as new as `version`. Timeout (504) where it does not become so. */
export async function waitForVersion(request: ApiRequest, version: number): Promise<void> {
  const { store } = request.deps;
  if (Number(store.resourceVersion) >= version) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      unwatch();
      request.signal.removeEventListener('abort', done);
      resolve();
    };
    const unwatch = store.watch(storedName(request.definition), () => {
      if (Number(store.resourceVersion) >= version) done();
    });
    const timer = setTimeout(done, patienceMs);
    request.signal.addEventListener('abort', done);
  });
  const current = Number(store.resourceVersion);
  if (current >= version) return;
  throw new StatusError(
    504,
    'Timeout',
    `Timeout: Too large resource version: ${version}, current: ${current}`,
    {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    },
  );
}
