import { expect, test } from 'vitest';
import { quantity } from './quantity.js';
import { quantityForm } from './quantity-form.js';

// Value, power of ten, format and kept text as k8s.io/apimachinery 0.34 holds them after storage.
test.each([
  ['0', 0n, 0, 'DecimalSI', '0'],
  ['2', 2n, 0, 'DecimalSI', '2'],
  ['0.5', 500n, -3, 'DecimalSI', '500m'],
  ['1500m', 1500n, -3, 'DecimalSI', '1500m'],
  ['100M', 100n, 6, 'DecimalSI', '100M'],
  ['1e3', 1n, 3, 'DecimalExponent', '1e3'],
  ['64Mi', 67108864n, 0, 'BinarySI', ''],
  ['1Gi', 1073741824n, 0, 'BinarySI', '1Gi'],
  ['1.5Gi', 1610612736n, 0, 'BinarySI', ''],
] as const)('%s', (text, value, scale, format, kept) => {
  expect(quantityForm(text)).toEqual({ value, scale, format, text: kept });
});

test.each([
  ['250m', 0.25],
  ['64Mi', 67108864],
  ['1e3', 1000],
  ['.5', 0.5],
  ['nonsense', 0],
  [undefined, 0],
])('the number of %s', (text, number) => {
  expect(quantity(text)).toBe(number);
});
