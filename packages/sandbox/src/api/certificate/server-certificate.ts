import { issueCertificate, type ServerCertificate } from '@chaoskit/certificate';

export type { ServerCertificate } from '@chaoskit/certificate';

/** Makes an authority and a certificate for this one sandbox's API. `now` in ms since 1970. */
export function generateCertificate(now: number): ServerCertificate {
  return issueCertificate({
    now,
    authority: 'chaoskit-sandbox-ca',
    server: 'kube-apiserver',
    // The names and addresses under which the API is reached from outside and inside.
    dnsNames: [
      'localhost',
      'kubernetes',
      'kubernetes.default',
      'kubernetes.default.svc',
      'kubernetes.default.svc.cluster.local',
    ],
    addresses: ['127.0.0.1', '10.96.0.1'],
  });
}
