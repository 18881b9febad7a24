export { type CertificateOptions, issueCertificate, type ServerCertificate } from './issue-certificate.js';
