import { messageOf } from '@chaoskit/errors';
import { JSON_SCHEMA, load } from 'js-yaml';
import { badRequest } from '../../store/status-error.js';

/** YAML as the API reads it: one document, JSON's types. BadRequest where it is none. */
export function parseYamlBody(text: string): unknown {
  try {
    return load(text, { schema: JSON_SCHEMA });
  } catch (reason) {
    throw badRequest(`error converting YAML to JSON: ${messageOf(reason)}`);
  }
}
