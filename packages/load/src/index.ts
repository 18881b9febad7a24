export type { Client, ClientOptions } from './generator/client.js';
export { createClient } from './generator/client.js';
export type { HitOptions, HitOutcome } from './generator/hit.js';
export { hit } from './generator/hit.js';
export type { OpenLoop } from './generator/open-loop.js';
export { runOpenLoop } from './generator/open-loop.js';
