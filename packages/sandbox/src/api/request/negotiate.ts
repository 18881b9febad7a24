import { StatusError } from '../../store/status-error.js';

export interface MediaRange {
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The media ranges of an Accept header, in order of preference (RFC 9110 §12.5.1). */
export function parseAccept(header: string | undefined): MediaRange[] {
  if (header === undefined || header.trim() === '') return [{ type: '*/*', parameters: {} }];
  const ranges = header.split(',').map((part) => {
    const [type = '', ...rest] = part.split(';').map((piece) => piece.trim());
    const parameters: Record<string, string> = {};
    for (const piece of rest) {
      const [key = '', value = ''] = piece.split('=');
      parameters[key.toLowerCase()] = value;
    }
    return { type: type.toLowerCase(), parameters, quality: Number(parameters.q ?? 1) };
  });
  return ranges.filter((range) => range.quality > 0).sort((one, other) => other.quality - one.quality);
}

const jsonTypes: ReadonlySet<string> = new Set(['application/json', 'application/*', '*/*']);

export const takesJson = (range: MediaRange): boolean => jsonTypes.has(range.type);

/** How an object is to be shown. */
type Shape = 'object' | 'table' | 'partial';

export interface Accepted {
  readonly shape: Shape;
  /** Version of the Table or PartialObjectMetadata, `meta.k8s.io/…`. */
  readonly metaVersion: string;
}

const shapes: Readonly<Record<string, Shape>> = {
  Table: 'table',
  PartialObjectMetadata: 'partial',
  PartialObjectMetadataList: 'partial',
};

/** The first form asked for that is served. NotAcceptable (406) where none is. */
export function negotiate(header: string | undefined): Accepted {
  for (const range of parseAccept(header)) {
    if (!takesJson(range)) continue;
    const { as, g, v = 'v1' } = range.parameters;
    if (as === undefined) return { shape: 'object', metaVersion: 'v1' };
    const shape = shapes[as];
    if (shape !== undefined && g === 'meta.k8s.io' && (v === 'v1' || v === 'v1beta1')) {
      return { shape, metaVersion: v };
    }
  }
  throw new StatusError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json',
    {},
  );
}
