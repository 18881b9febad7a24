import type { WebSocket } from 'ws';
import { KubeConnectionError } from '../kube-errors.js';

/** Of the sub-protocol v4.channel.k8s.io: the first byte of each message is its channel. */
export const execProtocol = 'v4.channel.k8s.io';
const stdoutChannel = 1;
const stderrChannel = 2;
const statusChannel = 3;

export interface ExecQuery {
  readonly container?: string;
  readonly command: readonly string[];
}

/** What a command in a container did. */
export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The server's words where the command did not end well; empty for a success. */
  readonly message: string;
}

/**
 * Collects the output until the command ends.
 * @throws KubeConnectionError where the connection ends before the command's status came
 */
export function readExec(socket: WebSocket, what: string, signal: AbortSignal): Promise<ExecResult> {
  const chunks: Record<number, Buffer[]> = {};
  // A character may be spread over several messages.
  const text = (channel: number) => Buffer.concat(chunks[channel] ?? []).toString('utf8');
  return new Promise((resolve, reject) => {
    const abort = () => {
      socket.terminate();
      reject(signal.reason);
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    socket.on('message', (data: Buffer) => {
      const channel = data[0] ?? 0;
      chunks[channel] ??= [];
      chunks[channel].push(data.subarray(1));
      if (channel === statusChannel) socket.close();
    });
    socket.on('error', () => socket.terminate());
    socket.resume();
    socket.on('close', () => {
      signal.removeEventListener('abort', abort);
      const status = text(statusChannel);
      if (status === '')
        return reject(new KubeConnectionError(`${what}: the connection ended before the command did`));
      resolve({ ...readStatus(status), stdout: text(stdoutChannel), stderr: text(stderrChannel) });
    });
  });
}

function readStatus(text: string): { exitCode: number; message: string } {
  let status: {
    status?: string;
    message?: string;
    details?: { causes?: { reason?: string; message?: string }[] };
  };
  try {
    status = JSON.parse(text);
  } catch {
    return { exitCode: 1, message: text };
  }
  if (status.status === 'Success') return { exitCode: 0, message: '' };
  const cause = status.details?.causes?.find(({ reason }) => reason === 'ExitCode');
  const exitCode = Number(cause?.message);
  return { exitCode: Number.isInteger(exitCode) ? exitCode : 1, message: status.message ?? text };
}
