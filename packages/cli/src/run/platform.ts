import { hostname, machine, release, type } from 'node:os';
import type { RunIdentity } from '@chaoskit/core';
import { CHAOSLIB_VERSION } from '../identity.js';

/** What the journal says about this machine and program. */
export function runIdentity(version: string): RunIdentity {
  return {
    chaoslibVersion: CHAOSLIB_VERSION,
    chaoskitVersion: version,
    platform: `${type()}-${release()}-${machine()}`,
    node: hostname(),
  };
}
