import { unsupportedMediaType } from '../request/decode-body.js';

export type PatchType = 'json' | 'merge' | 'strategic' | 'apply';

const types: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};

/** The kind of patch that a Content-Type means. UnsupportedMediaType (415) for any other. */
export function patchTypeOf(contentType: string): PatchType {
  const name = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const type = types[name];
  if (type === undefined) throw unsupportedMediaType(name, Object.keys(types).join(', '));
  return type;
}
