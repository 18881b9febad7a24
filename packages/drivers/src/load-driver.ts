import type { Definition } from '@chaoskit/core';

type DriverLoader = () => Promise<readonly Definition[]>;

const kubernetes: DriverLoader = async () =>
  (await import('./kubernetes/kubernetes-driver.js')).kubernetesDriver;

const addons: DriverLoader = async () => [(await import('./addons/idle.js')).idleFor];

const sandbox: DriverLoader = async () => (await import('./sandbox/faults.js')).sandboxDriver;

const pixie: DriverLoader = async () => (await import('./pixie/pixie-driver.js')).pixieDriver;

/** First segment of a module's name -> its driver. */
const drivers: Readonly<Record<string, DriverLoader>> = {
  chaosk8s: kubernetes,
  chaospixie: pixie,
  pixie,
  sandbox,
  chaosaddons: addons,
  // Inverses that no public function offers (design.md §5): `chaoskit.kubernetes.…`.
  chaoskit: kubernetes,
};

/**
 * The definitions of the driver that `moduleName` (`chaosk8s.pod.actions`) belongs to, loaded on first use.
 * Undefined where no driver is built in. A driver may lack single functions: those are asked elsewhere.
 */
export async function loadDriver(moduleName: string): Promise<Definition[] | undefined> {
  const [first = ''] = moduleName.split('.', 1);
  const load = Object.hasOwn(drivers, first) ? drivers[first] : undefined;
  return load === undefined ? undefined : [...(await load())];
}
