// The last of three services: counts what it is asked.
import { createServer } from 'node:http';

const port = Number(process.env.PORT ?? 8002);
let value = 0;

const server = createServer((request, response) => {
  if (request.url !== '/health') {
    value += 1;
    console.log(`GET ${request.url} -> ${value}`);
  }
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ value }));
});

server.listen(port, '0.0.0.0', () => console.log(`back listens on port ${port}`));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
