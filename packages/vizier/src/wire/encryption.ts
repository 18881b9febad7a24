import {
  CompactEncrypt,
  type CryptoKey,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';

// What Pixie's own clients ask for (pixie.md §1.8).
const keyAlgorithm = 'RSA-OAEP-256';
const contentAlgorithm = 'A256GCM';
const compression = 'DEF';

/** What a request says about the encryption of its answer. */
export interface EncryptionRequest {
  readonly jwkKey: string;
  readonly keyAlg: string;
  readonly contentAlg: string;
  readonly compressionAlg: string;
}

/** A key of a client: rows come back encrypted for it. */
export interface DecryptionKey {
  readonly request: EncryptionRequest;
  decrypt(token: Uint8Array): Promise<Uint8Array>;
}

/** Makes a key pair of RSA with 4096 bits, which takes up to a second and a half. */
export async function generateDecryptionKey(): Promise<DecryptionKey> {
  const { publicKey, privateKey } = await generateKeyPair(keyAlgorithm, {
    modulusLength: 4096,
    extractable: true,
  });
  return {
    request: {
      jwkKey: JSON.stringify(await exportJWK(publicKey)),
      keyAlg: keyAlgorithm,
      contentAlg: contentAlgorithm,
      compressionAlg: compression,
    },
    decrypt: async (token) => {
      // Named here, so that a token can't choose for itself.
      const { plaintext } = await compactDecrypt(token, privateKey, {
        keyManagementAlgorithms: [keyAlgorithm],
        contentEncryptionAlgorithms: [contentAlgorithm],
      });
      return plaintext;
    },
  };
}

/** Encrypts rows for the client whose key it is: a JWE in its compact form. */
export type EncryptRows = (plaintext: Uint8Array) => Promise<Uint8Array>;

/** Reads what a client asked for. Throws where the key or an algorithm can't be used. */
export async function encryptionFor(request: EncryptionRequest): Promise<EncryptRows> {
  const { keyAlg, contentAlg, compressionAlg } = request;
  if (keyAlg !== keyAlgorithm)
    throw new Error(`the key algorithm '${keyAlg}' is not supported, ${keyAlgorithm} is`);
  if (contentAlg !== contentAlgorithm)
    throw new Error(`the content algorithm '${contentAlg}' is not supported, ${contentAlgorithm} is`);
  if (compressionAlg !== compression && compressionAlg !== '')
    throw new Error(`the compression '${compressionAlg}' is not supported, ${compression} is`);
  const key = (await importJWK(JSON.parse(request.jwkKey) as JWK, keyAlgorithm)) as CryptoKey;
  const header = {
    alg: keyAlgorithm,
    enc: contentAlgorithm,
    ...(compressionAlg === compression && { zip: compression }),
  };
  return async (plaintext) =>
    new TextEncoder().encode(await new CompactEncrypt(plaintext).setProtectedHeader(header).encrypt(key));
}
