/** No vowels, and no 0, 1, 3: no words and nothing to misread (k8s.io/apimachinery, util/rand). */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;
const longestPrefix = 63 - suffixLength;

/** `count` letters of the alphabet that Kubernetes names use. `random` answers numbers in [0, 1). */
export function randomSuffix(random: () => number, count = suffixLength): string {
  let text = '';
  for (let left = count; left > 0; left--) text += alphabet.charAt(Math.floor(random() * alphabet.length));
  return text;
}

/** A name for an object that brings only `generateName`. */
export function generateName(prefix: string, random: () => number): string {
  return prefix.slice(0, longestPrefix) + randomSuffix(random);
}
