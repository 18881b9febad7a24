import { type JsonObject, objectAt, textAt } from '../json/json-object.js';
import { childOf, setDefaults } from './set-default.js';

/** A namespace carries its own name as a label, and a finalizer until its content is gone. */
export function defaultNamespace(namespace: JsonObject): void {
  const metadata = childOf(namespace, 'metadata');
  const name = textAt(metadata, 'name');
  if (name !== undefined)
    metadata.labels = { ...objectAt(metadata, 'labels'), 'kubernetes.io/metadata.name': name };
  childOf(namespace, 'spec');
}

/** `stringData` is written only: its texts become data. */
export function defaultSecret(secret: JsonObject): void {
  setDefaults(secret, { type: 'Opaque' });
  const texts = objectAt(secret, 'stringData');
  delete secret.stringData;
  const encoded = Object.entries(texts).map(([key, text]) => [
    key,
    Buffer.from(String(text)).toString('base64'),
  ]);
  if (encoded.length > 0) secret.data = { ...objectAt(secret, 'data'), ...Object.fromEntries(encoded) };
}
