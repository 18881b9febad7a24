import { expect, test } from 'vitest';
import { asException } from './as-exception.js';

test.each([
  ['CHAOS_V_TITLE_MISSING', 'InvalidExperiment'],
  ['CHAOS_V_SECRET_ENV_MISSING', 'InvalidExperiment'],
  ['CHAOS_V_CONTROL_SCOPE', 'InvalidControl'],
  ['CHAOS_V_TOLERANCE_MISSING', 'InvalidActivity'],
])('%s is an %s in the reference', (code, name) => {
  expect(asException({ code, message: 'no' })).toMatchObject({ name, message: 'no' });
});
