import { namedPort } from '../../controllers/services/service-backends.js';
import type { Container, Handler, Pod } from '../../kinds/pod.js';
import type { ContainerId, ProbeTarget } from '../pod-runtime.js';

/** What a probe or hook asks the runtime to do; nothing for one that says nothing, or names a port that is not declared. */
export function handlerTarget(
  handler: Handler,
  pod: Pod,
  container: Container,
  id: ContainerId,
): ProbeTarget | undefined {
  const portOf = (port: number | string): number | undefined =>
    typeof port === 'number' ? port : namedPortOf(pod, container, port);
  if (handler.exec !== undefined) return { kind: 'exec', container: id, command: handler.exec.command ?? [] };
  if (handler.tcpSocket !== undefined) {
    const port = portOf(handler.tcpSocket.port);
    const { host } = handler.tcpSocket;
    return port === undefined ? undefined : { kind: 'tcp', port, ...(host ? { host } : {}) };
  }
  if (handler.httpGet === undefined) return undefined;
  const { host, path = '/', scheme = 'HTTP', httpHeaders = [] } = handler.httpGet;
  const port = portOf(handler.httpGet.port);
  if (port === undefined) return undefined;
  return { kind: 'http', scheme, port, path, headers: httpHeaders, ...(host ? { host } : {}) };
}

function namedPortOf(pod: Pod, container: Container, name: string): number | undefined {
  const own = container.ports?.find((port) => port.name === name)?.containerPort;
  return own ?? namedPort(pod, name, 'TCP');
}

/** How the time-out of a probe is worded by a kubelet. */
export function timeoutMessage(target: ProbeTarget, podIP: string, timeoutSeconds: number): string {
  switch (target.kind) {
    case 'http': {
      const url = `${target.scheme.toLowerCase()}://${target.host ?? podIP}:${target.port}${target.path}`;
      return `Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
    }
    case 'tcp':
      return `dial tcp ${target.host ?? podIP}:${target.port}: i/o timeout`;
    case 'exec':
      return `command timed out: ${JSON.stringify(target.command.join(' '))} timed out after ${timeoutSeconds}s`;
  }
}
