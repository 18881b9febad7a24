export interface KubeconfigFacts {
  readonly server: string;
  /** The authority's certificate, PEM. */
  readonly ca: string;
  readonly token: string;
}

export const sandboxContext = 'chaoskit-sandbox';

/** A kubeconfig with one context, the sandbox's own. */
export function kubeconfigText({ server, ca, token }: KubeconfigFacts): string {
  const name = sandboxContext;
  return `apiVersion: v1
kind: Config
current-context: ${name}
clusters:
- name: ${name}
  cluster:
    server: ${server}
    certificate-authority-data: ${Buffer.from(ca).toString('base64')}
contexts:
- name: ${name}
  context:
    cluster: ${name}
    user: ${name}
    namespace: default
users:
- name: ${name}
  user:
    token: ${JSON.stringify(token)}
`;
}
