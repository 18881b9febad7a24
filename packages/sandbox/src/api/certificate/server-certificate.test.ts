import { X509Certificate } from 'node:crypto';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { generateCertificate } from './server-certificate.js';

test('the certificate is good for the names and addresses of the API, and signed by its authority', () => {
  const { ca, certificate } = generateCertificate(Date.now());
  const authority = new X509Certificate(ca);
  const server = new X509Certificate(certificate);
  expect(server.verify(authority.publicKey)).toBe(true);
  expect(server.checkIssued(authority)).toBe(true);
  expect(authority.ca).toBe(true);
  expect(server.checkHost('kubernetes.default.svc')).toBe('kubernetes.default.svc');
  expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(server.checkIP('10.96.0.1')).toBe('10.96.0.1');
  expect(server.checkHost('example.com')).toBeUndefined();
});

test('clients that trust the authority connect', async () => {
  const { ca, certificate, key } = generateCertificate(Date.now());
  const server = createServer({ cert: certificate, key }, (_request, response) => response.end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const text = await new Promise<string>((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, ca }, (response) => {
      response.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    });
    request.once('error', reject);
  });
  expect(text).toBe('hello');
  server.closeAllConnections();
  server.close();
});
