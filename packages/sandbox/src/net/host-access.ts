import { connect, createServer, type Socket } from 'node:net';
import { clusterAddresses } from './cluster-addresses.js';
import { readFirstLine } from './first-line.js';
import { joinStreams } from './join-streams.js';

/** In the cluster's network: listens on the ports of `hostAccess`; each connection goes to the host with its port as the first line. */
export function openHostPorts(ports: readonly number[], connectToHost: () => Socket): void {
  for (const port of new Set(ports)) {
    createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      const host = connectToHost();
      host.write(`${port}\n`);
      joinStreams(socket, host);
    }).listen(port, clusterAddresses.host);
  }
}

/** On the host: leads such a connection to 127.0.0.1, to the named ports only. */
export function leadToHost(socket: Socket, ports: readonly number[]): void {
  socket.on('error', () => {});
  readFirstLine(socket, (line) => {
    const port = Number(line);
    if (!ports.includes(port)) socket.destroy();
    else joinStreams(socket, connect({ host: '127.0.0.1', port, allowHalfOpen: true, noDelay: true }));
  });
}
