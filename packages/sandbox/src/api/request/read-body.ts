import type { IncomingMessage } from 'node:http';
import { StatusError } from '../../store/status-error.js';

/** What kube-apiserver takes at most, in bytes. */
const limit = 3 * 1024 * 1024;

/** The whole body. RequestEntityTooLarge (413) beyond 3 MiB. */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and dropped: a client that still writes would not see the answer.
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) {
    throw new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${limit}`);
  }
  return Buffer.concat(chunks);
}
