/** No vowels, and no 0, 1, 3: no words and nothing to misread (k8s.io/apimachinery, util/rand). */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;
const longestPrefix = 63 - suffixLength;

/** A name for an object that brings only `generateName`: five letters more. `random` answers numbers in [0, 1). */
export function generateName(prefix: string, random: () => number): string {
  let name = prefix.slice(0, longestPrefix);
  for (let left = suffixLength; left > 0; left--)
    name += alphabet.charAt(Math.floor(random() * alphabet.length));
  return name;
}
