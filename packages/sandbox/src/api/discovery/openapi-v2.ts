/** kubectl asks for version 2 in protobuf alone; the `@` of the type that it accepts can't stand in an answer's. */
export const openApiV2Type = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

const texts = (number: number, text: string): Buffer =>
  Buffer.concat([Buffer.from([(number << 3) | 2, Buffer.byteLength(text)]), Buffer.from(text)]);

const info = Buffer.concat([texts(1, 'Kubernetes'), texts(2, 'v1.34.0')]);

/**
 * A document without paths and schemas (gnostic's openapi.v2.Document: swagger 1, info 2, paths 8): nothing is refused by it, so
 * that an unknown kind ends in kubectl's "no matches for kind" instead of an error about this document.
 */
export const openApiV2Document: Buffer = Buffer.concat([
  texts(1, '2.0'),
  Buffer.from([(2 << 3) | 2, info.length]),
  info,
  Buffer.from([(8 << 3) | 2, 0]),
]);
