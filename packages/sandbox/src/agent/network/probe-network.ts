import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import type { ProbeTarget } from '../../kubelet/pod-runtime.js';

export interface ProbeResult {
  readonly ok: boolean;
  readonly message: string;
}

type HttpProbe = Extract<ProbeTarget, { kind: 'http' }>;

/** GET as a kubelet does it: 200 to 399 is good. Rejects only when `signal` is aborted. */
export function probeHttp(probe: HttpProbe, podIp: string, signal: AbortSignal): Promise<ProbeResult> {
  const host = probe.host ?? podIp;
  const path = probe.path.startsWith('/') ? probe.path : `/${probe.path}`;
  const url = `${probe.scheme.toLowerCase()}://${host}:${probe.port}${path}`;
  const request = probe.scheme === 'HTTPS' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const failed = (cause: Error) => {
      if (signal.aborted) reject(signal.reason);
      else resolve({ ok: false, message: `Get "${url}": ${reasonOf(cause, host, probe.port)}` });
    };
    let call: ReturnType<typeof httpRequest>;
    try {
      call = request(url, {
        agent: false,
        signal,
        // Probes look at whether the server is there, not at who it is (Kubernetes does the same).
        rejectUnauthorized: false,
        headers: { 'user-agent': 'kube-probe/1.34', accept: '*/*', connection: 'close', ...headersOf(probe) },
      });
    } catch (cause) {
      return failed(cause instanceof Error ? cause : new Error(String(cause)));
    }
    call.on('error', failed);
    call.on('response', (answer) => {
      const status = answer.statusCode ?? 0;
      answer.on('error', () => {});
      answer.destroy();
      if (status >= 200 && status < 400) resolve({ ok: true, message: '' });
      else resolve({ ok: false, message: `HTTP probe failed with statuscode: ${status}` });
    });
    call.end();
  });
}

/** Opens a connection and closes it. Rejects only when `signal` is aborted. */
export function probeTcp(host: string, port: number, signal: AbortSignal): Promise<ProbeResult> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal });
    socket.once('connect', () => {
      socket.destroy();
      resolve({ ok: true, message: '' });
    });
    socket.once('error', (cause) => {
      if (signal.aborted) reject(signal.reason);
      else resolve({ ok: false, message: reasonOf(cause, host, port) });
    });
  });
}

function headersOf(probe: HttpProbe): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (const { name, value } of probe.headers) {
    const key = name.toLowerCase();
    headers[key] = [...(headers[key] ?? []), value];
  }
  return headers;
}

/** In the words of Go's net package, which people know from `kubectl describe`. */
function reasonOf(cause: Error, host: string, port: number): string {
  const code = 'code' in cause ? cause.code : undefined;
  const dial = `dial tcp ${host}:${port}`;
  switch (code) {
    case 'ECONNREFUSED':
      return `${dial}: connect: connection refused`;
    case 'EHOSTUNREACH':
      return `${dial}: connect: no route to host`;
    case 'ENETUNREACH':
      return `${dial}: connect: network is unreachable`;
    case 'ETIMEDOUT':
      return `${dial}: i/o timeout`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `dial tcp: lookup ${host}: no such host`;
    case 'ECONNRESET':
      return cause.message === 'socket hang up'
        ? 'EOF'
        : `read tcp ${host}:${port}: connection reset by peer`;
    default:
      return cause.message;
  }
}
