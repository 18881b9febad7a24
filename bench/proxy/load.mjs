// Load over connections that stay open, on bare sockets, so that the client takes little of what is measured.
import { once } from 'node:events';
import { connect } from 'node:net';

const request = 'GET /consumer HTTP/1.1\r\nhost: consumer\r\nuser-agent: bench\r\naccept: */*\r\n\r\n';
const endOfHead = Buffer.from('\r\n\r\n');

/** A connection that takes one request at a time; `ask` answers the milliseconds that one took. */
async function openConnection(port) {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  let received = Buffer.alloc(0);
  let waiting;
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const head = received.indexOf(endOfHead);
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(received.toString('latin1', 0, head))?.[1]);
    if (received.length < head + endOfHead.length + length) return;
    received = Buffer.alloc(0);
    const { resolve, started } = waiting;
    waiting = undefined;
    resolve(performance.now() - started);
  });
  const failed = (error) => waiting?.reject(error ?? new Error('the connection was closed'));
  socket.on('error', failed);
  socket.on('close', () => failed());
  return {
    get busy() {
      return waiting !== undefined;
    },
    ask: () =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject, started: performance.now() };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

const openConnections = (port, count) =>
  Promise.all(Array.from({ length: count }, () => openConnection(port)));

/** Requests per second of `count` connections that each ask again as soon as they are answered. */
export async function throughput(port, count, ms) {
  const connections = await openConnections(port, count);
  const started = performance.now();
  let done = 0;
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() - started < ms) {
        await connection.ask();
        done += 1;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const connection of connections) connection.close();
  return done / seconds;
}

/** Latencies in ms, in order, of `perSecond` requests each second for `ms`, each sent when it is due on a connection that is free. */
export async function latencies(port, perSecond, ms) {
  const connections = await openConnections(port, 32);
  const found = [];
  const asked = [];
  const started = performance.now();
  for (let sent = 0; sent < (perSecond * ms) / 1000; ) {
    const due = Math.floor(((performance.now() - started) * perSecond) / 1000);
    for (; sent < due; sent += 1) {
      const free = connections.find(({ busy }) => !busy);
      if (free === undefined) throw new Error(`${perSecond} requests a second are more than can be answered`);
      asked.push(free.ask().then((taken) => found.push(taken)));
    }
    // A client that did not sleep would take one of two processors for itself.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(asked);
  for (const connection of connections) connection.close();
  return found.sort((left, right) => left - right);
}
