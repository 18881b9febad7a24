import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { addressBytes } from './address-bytes.js';
import { bits, boolean, explicit, implicit, integer, octets, oid, sequence, set, time, utf8 } from './der.js';

/** A server's certificate and the authority that signed it, all as PEM. */
export interface ServerCertificate {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

export interface CertificateOptions {
  /** Milliseconds since the epoch; the certificate holds from an hour before that, for ten years. */
  readonly now: number;
  /** Common name of the authority. */
  readonly authority: string;
  /** Common name of the server. */
  readonly server: string;
  /** Names under which the server is reached. */
  readonly dnsNames: readonly string[];
  /** IPv4 and IPv6 addresses under which the server is reached. */
  readonly addresses: readonly string[];
}

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));
const hourMs = 3_600_000;
const lifetimeMs = 10 * 365 * 24 * hourMs;

/**
 * Makes an authority and a server's certificate (ECDSA P-256); the authority's key is thrown away. Written out here (RFC 5280)
 * because loading a library for it takes longer than a whole server's start.
 */
export function issueCertificate(options: CertificateOptions): ServerCertificate {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = commonName(options.authority);
  const from = { now: options.now, issuer, signer: authority.privateKey };
  const ca = certificate({
    ...from,
    subject: issuer,
    publicKey: authority.publicKey,
    extensions: authorityExtensions,
  });
  const own = certificate({
    ...from,
    subject: commonName(options.server),
    publicKey: server.publicKey,
    extensions: serverExtensions(options),
  });
  return {
    ca: pem(ca),
    certificate: pem(own),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

interface CertificateFacts {
  readonly now: number;
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly extensions: readonly Buffer[];
}

function certificate({ now, issuer, subject, publicKey, signer, extensions }: CertificateFacts): Buffer {
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    // Never the same: clients remember certificates by issuer and number.
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    issuer,
    sequence(time(now - hourMs), time(now + lifetimeMs)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, { key: signer, dsaEncoding: 'der' });
  return sequence(body, ecdsaWithSha256, bits(signature));
}

const commonName = (name: string): Buffer => sequence(set(sequence(oid('2.5.4.3'), utf8(name))));

const critical = (id: string, value: Buffer): Buffer => sequence(oid(id), boolean(true), octets(value));

const basicConstraints = (isAuthority: boolean): Buffer =>
  critical('2.5.29.19', isAuthority ? sequence(boolean(true)) : sequence());

/** keyCertSign and cRLSign are bits 5 and 6, digitalSignature is bit 0. */
const authorityExtensions = [
  basicConstraints(true),
  critical('2.5.29.15', bits(Buffer.from([0b00000110]), 1)),
];

function serverExtensions({ dnsNames, addresses }: CertificateOptions): Buffer[] {
  const names = [
    ...dnsNames.map((name) => implicit(2, Buffer.from(name))),
    ...addresses.map((address) => implicit(7, addressBytes(address))),
  ];
  return [
    basicConstraints(false),
    critical('2.5.29.15', bits(Buffer.from([0b10000000]), 7)),
    sequence(oid('2.5.29.37'), octets(sequence(oid('1.3.6.1.5.5.7.3.1')))),
    sequence(oid('2.5.29.17'), octets(sequence(...names))),
  ];
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
