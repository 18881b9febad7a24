// What users see: asks middle, which asks back. It always answers 200; that something is wrong is in the body.
import { createServer, get } from 'node:http';

const port = Number(process.env.PORT ?? 8000);
const middle = process.env.MIDDLE_URL ?? 'http://middle:8001/';
/** A little more than middle allows itself, and less than users wait. */
const timeoutSeconds = Number(process.env.CALL_TIMEOUT_SECONDS ?? 2.5);
let last = 0;

const server = createServer(async (request, response) => {
  let answer = { value: last };
  if (request.url !== '/health') {
    answer = await ask(middle);
    console.log(`GET ${request.url} -> ${JSON.stringify(answer)}`);
  }
  response.setHeader('content-type', 'application/json');
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
          const said = JSON.parse(text);
          last = said.value;
          resolve(said);
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

server.listen(port, '0.0.0.0', () => console.log(`front listens on port ${port}`));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
