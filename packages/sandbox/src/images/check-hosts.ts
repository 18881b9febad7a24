import type { DocumentIssue } from '../documents/document-issues.js';
import { isMapping } from '../documents/is-mapping.js';
import type { YamlDocument } from '../documents/yaml-documents.js';
import type { HostTarget } from '../net/name-proxy.js';

const form = 'mydomain.com: namespace/service, or namespace/service:port';

/** The mapping `hosts`, with names in lower case. What is wrong goes to `issues`. */
export function checkHosts(
  value: unknown,
  document: YamlDocument,
  issues: DocumentIssue[],
): Map<string, HostTarget> {
  if (!isMapping(value)) {
    issues.push({ message: 'hosts must be a mapping', place: document.place(['hosts']), hint: form });
    return new Map();
  }
  return new Map(
    Object.entries(value).flatMap(([name, text]): [string, HostTarget][] => {
      const target = typeof text === 'string' ? hostTarget(text) : undefined;
      if (target !== undefined && /^[\w-]+(?:\.[\w-]+)*$/.test(name)) return [[name.toLowerCase(), target]];
      const what = target === undefined ? `hosts.${name} names no service` : `hosts: ${name} is no host name`;
      issues.push({ message: what, place: document.place(['hosts', name]), hint: form });
      return [];
    }),
  );
}

function hostTarget(text: string): HostTarget | undefined {
  const found = /^(?:([a-z0-9-]+)\/)?([a-z0-9-]+)(?::(\d{1,5}))?$/.exec(text);
  if (found === null) return undefined;
  const [, namespace = 'default', service = '', port] = found;
  return { namespace, service, ...(port === undefined ? {} : { port: Number(port) }) };
}
