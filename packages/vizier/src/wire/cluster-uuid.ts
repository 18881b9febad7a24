import { create } from '@bufbuild/protobuf';
import { formatUuid, parseUuid } from '@chaoskit/pxl';
import { type UUID, UUIDSchema } from '../gen/uuid_pb.js';

/** A cluster's id as the cloud's messages carry it; undefined where the text is no UUID. */
export function uuidMessage(text: string): UUID | undefined {
  const words = parseUuid(text);
  return words === undefined ? undefined : create(UUIDSchema, { highBits: words.high, lowBits: words.low });
}

/** The text of such an id. */
export const uuidText = ({ highBits, lowBits }: UUID): string => formatUuid({ high: highBits, low: lowBits });
