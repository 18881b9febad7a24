import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';

export type Handler = (request: Http2ServerRequest, response: Http2ServerResponse) => void;

const callPath = /^\/[\w.]+\/\w+$/;

/**
 * Lets through what can be a call. The adapter behind it makes a URL of authority and path, and what is no URL would end the
 * process: Node's own client names `[::1]:443` as `::1:443`. What a client calls this server is of no interest here.
 */
export function guardRequest(handler: Handler): Handler {
  return (request, response) => {
    if (!callPath.test(request.url)) {
      response.writeHead(404).end();
      return;
    }
    request.headers[':authority'] = 'localhost';
    handler(request, response);
  };
}
