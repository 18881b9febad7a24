import { badRequest } from '../../store/status-error.js';

export interface RequestUrl {
  readonly pathname: string;
  readonly searchParams: URLSearchParams;
}

/** Path and query of a request line. BadRequest (400) for anything but a path. */
export function requestUrl(target: string): RequestUrl {
  if (!target.startsWith('/')) throw badRequest(`the request target must be a path, not ${target}`);
  const mark = target.indexOf('?');
  const pathname = mark < 0 ? target : target.slice(0, mark);
  return { pathname, searchParams: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)) };
}
