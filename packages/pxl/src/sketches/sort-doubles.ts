/** Fewer values than this sort as fast by comparison. */
const fewValues = 512;

/** Bits of one digit, and how many digits a half of a double has. */
const digitBits = 11;
const digitsOfHalf = 3;
const digitMask = (1 << digitBits) - 1;

/** Where a double's lower half lies among its two words. */
const lowerWord = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 0 : 1;

/**
 * Sorts doubles in place, none of them NaN. The bits of those that are not negative are in the order of the values, so many of them are
 * sorted digit by digit; digits that all values share are passed over.
 */
export function sortDoubles(values: Float64Array): Float64Array {
  if (values.length < fewValues || values.some((value) => value < 0 || Object.is(value, -0)))
    return values.sort();
  let from = values;
  let to: Float64Array = new Float64Array(values.length);
  for (const word of [lowerWord, 1 - lowerWord]) {
    for (let digit = 0; digit < digitsOfHalf; digit++) {
      if (!passDigit(from, to, word, digit * digitBits)) continue;
      [from, to] = [to, from];
    }
  }
  if (from !== values) values.set(from);
  return values;
}

/** Puts the values in the order of one digit, keeping that of equal ones; false, and nothing done, where all have the same. */
function passDigit(from: Float64Array, to: Float64Array, word: number, shift: number): boolean {
  const words = new Uint32Array(from.buffer, from.byteOffset, from.length * 2);
  const places = new Uint32Array(1 << digitBits);
  for (let at = word; at < words.length; at += 2) {
    const digit = ((words[at] as number) >>> shift) & digitMask;
    places[digit] = (places[digit] as number) + 1;
  }
  if (places[((words[word] as number) >>> shift) & digitMask] === from.length) return false;
  let next = 0;
  for (let digit = 0; digit < places.length; digit++) {
    const count = places[digit] as number;
    places[digit] = next;
    next += count;
  }
  for (let at = 0; at < from.length; at++) {
    const digit = ((words[at * 2 + word] as number) >>> shift) & digitMask;
    const place = places[digit] as number;
    places[digit] = place + 1;
    to[place] = from[at] as number;
  }
  return true;
}
