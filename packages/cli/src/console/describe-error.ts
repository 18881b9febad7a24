import type { Issue } from '@chaoskit/core';
import { type ChaosError, describePlace, isChaosError, messageOf } from '@chaoskit/errors';

/** What a person reads of an error: its message, then place, hint and code. Never a stack trace. */
export function describeError(reason: unknown): string {
  if (!isChaosError(reason)) {
    return lines(
      messageOf(reason),
      'this is a defect of chaos itself: please report it with the log file',
      'CHAOS_E_UNEXPECTED',
    );
  }
  return lines(reason.message, reason.hint, reason.code, placeOf(reason));
}

/** What a person reads of one issue of a document. */
export function describeIssue({ message, hint, code, place }: Issue): string {
  return lines(message, hint, code, describePlace(place));
}

const placeOf = ({ place }: ChaosError): string => describePlace(place);

function lines(message: string, hint: string | undefined, code: string, place = ''): string {
  const at = place === '' ? [] : [`at ${place}`];
  const advice = hint === undefined ? [] : [`hint: ${hint}`];
  return [message, ...at, ...advice, `code: ${code}`].join('\n');
}
