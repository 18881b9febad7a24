import type { Socket } from 'node:net';

const maxLineBytes = 4096;

/** Reads up to the first line end; what came after it stays in the socket. A line that is too long ends the connection. */
export function readFirstLine(socket: Socket, use: (line: string) => void): void {
  let pending = Buffer.alloc(0);
  const take = (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    const end = pending.indexOf(10);
    if (end < 0) {
      if (pending.length > maxLineBytes) socket.destroy();
      return;
    }
    socket.off('data', take);
    socket.pause();
    if (pending.length > end + 1) socket.unshift(pending.subarray(end + 1));
    use(pending.toString('utf8', 0, end));
    socket.resume();
  };
  socket.on('data', take);
}
