import { delimiter, join } from 'node:path';

export interface EnvironmentParts {
  readonly process: Readonly<Record<string, string | undefined>>;
  /** Variables of `.env` files. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly distFolder: string;
  /** Of a throw-away sandbox. */
  readonly kubeconfig?: string;
  /** Kubernetes context that the user named. */
  readonly context?: string;
}

/** Programs that come with chaos and stand in for tools that are not on the PATH. */
export const standInsFolder = (distFolder: string): string => join(distFolder, 'stand-ins');

/** The environment of everything that the experiment starts. Stand-ins come last on the PATH: the real programs win. */
export function runEnvironment(parts: EnvironmentParts): Record<string, string | undefined> {
  const { process: own, overrides, distFolder, kubeconfig, context } = parts;
  const merged = { ...own, ...overrides };
  const path = [merged.PATH ?? '/usr/bin:/bin', standInsFolder(distFolder)].filter((part) => part !== '');
  return {
    ...merged,
    PATH: path.join(delimiter),
    ...(kubeconfig === undefined ? {} : { KUBECONFIG: kubeconfig }),
    ...(context === undefined ? {} : { KUBERNETES_CONTEXT: context }),
  };
}
