import { readFile } from 'node:fs/promises';
import { createVaultReader, sendVaultRequest, type VaultReader } from '@chaoskit/core';

/** Reads secrets from Vault over the network. */
export const vaultReader = (env: Readonly<Record<string, string | undefined>>): VaultReader =>
  createVaultReader({ send: sendVaultRequest, readFile, env });
