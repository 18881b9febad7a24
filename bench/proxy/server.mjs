// What stands behind the proxy: answers each request with a small JSON document.
import { createServer } from 'node:http';

const body = JSON.stringify({ message: 'received' });
const server = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}).listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
