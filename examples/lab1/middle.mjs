// Between front and back: passes on what back says. Takes its time to start, as real services do.
import { createServer, get } from 'node:http';

const port = Number(process.env.PORT ?? 8001);
const back = process.env.BACK_URL ?? 'http://back:8002/';
const startSeconds = Number(process.env.START_SECONDS ?? 3);
const timeoutSeconds = Number(process.env.CALL_TIMEOUT_SECONDS ?? 2);
/** How long requests that are on their way when the pod is told to go are still answered. */
const lingerMs = 1000;
let last = 0;

const server = createServer(async (request, response) => {
  let answer = { value: last };
  if (request.url !== '/health') {
    answer = await ask(back);
    console.log(`GET ${request.url} -> ${JSON.stringify(answer)}`);
  }
  response.setHeader('content-type', 'application/json');
  response.setHeader('connection', 'close');
  response.end(JSON.stringify(answer));
});

/** What the next service says; when it can't be asked, why, and what it said last. */
function ask(url) {
  return new Promise((resolve) => {
    const failed = (error) => resolve({ error, value: last });
    // A connection of its own for each request: one that is kept would stay with a pod that is gone.
    const call = get(url, { agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      answer.on('error', () => failed('ConnectionClosed'));
      answer.on('end', () => {
        try {
          ({ value: last } = JSON.parse(text));
          resolve({ value: last });
        } catch {
          failed('BadAnswer');
        }
      });
    });
    call.setTimeout(timeoutSeconds * 1000, () => call.destroy(new Error('ConnectTimeout')));
    call.on('error', ({ code, message }) =>
      failed(code === 'ECONNREFUSED' ? 'ConnectError' : (code ?? message)),
    );
  });
}

console.log(`middle starts, this takes ${startSeconds} s`);
const starting = setTimeout(() => {
  server.listen(port, '0.0.0.0', () => console.log(`middle listens on port ${port}`));
}, startSeconds * 1000);

process.on('SIGTERM', () => {
  console.log('middle stops');
  clearTimeout(starting);
  setTimeout(() => server.close(() => process.exit(0)), lingerMs);
});
