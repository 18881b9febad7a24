/** A kubeconfig whose only context has this name and leads to this server. */
export const kubeconfig = (context: string, server: string): unknown => ({
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': context,
  clusters: [{ name: 'c', cluster: { server } }],
  users: [{ name: 'u', user: {} }],
  contexts: [{ name: context, context: { cluster: 'c', user: 'u' } }],
});
