import { string } from '@chaoskit/core';

/** The namespace; the context's own is not used, as in the reference (drivers.md §1.1). */
export const ns = string({ default: 'default', description: 'Namespace.' });

export const labelSelector = string({ default: null, description: 'Label selector, e.g. `app=web`.' });

export const requiredLabelSelector = string({ description: 'Label selector, e.g. `app=web`.' });
