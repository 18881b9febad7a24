import { StatusError } from '../../store/status-error.js';
import type { Answer } from '../answer/answer.js';
import type { ApiRequest } from '../request/api-request.js';
import type { WriteOptions } from '../request/write-options.js';
import type { UpdateScope } from './update.js';

/** Server-side apply. */
export async function applyObject(
  _request: ApiRequest,
  _body: Buffer,
  _scope: UpdateScope,
  _options: WriteOptions,
): Promise<Answer> {
  throw new StatusError(415, 'UnsupportedMediaType', 'server-side apply is not served', {});
}
