// Answers each request after WORK_MS milliseconds, with what it was asked for.
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const workMs = Number(process.env.WORK_MS ?? 20);

const server = createServer(async (request, response) => {
  if (request.url === '/healthz') {
    response.end('ok');
    return;
  }
  // A little spread, as real work has it.
  await wait(workMs * (0.75 + Math.random() / 2));
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ path: request.url, consumed: true }));
});
server.listen(8080, '0.0.0.0');
process.on('SIGTERM', () => server.close());
