import path from 'node:path';
import type { DocumentIssue } from '../documents/document-issues.js';
import { refuseIssues } from '../documents/document-issues.js';
import { isMapping } from '../documents/is-mapping.js';
import { type YamlDocument, yamlDocuments } from '../documents/yaml-documents.js';
import type { HostTarget } from '../net/name-proxy.js';
import { defaultPixieSettings, type PixieSettings } from '../pixie/pixie-settings.js';
import { checkHostAccess, type HostPort } from './check-host-access.js';
import { checkHosts } from './check-hosts.js';
import { checkImages } from './check-images.js';
import { checkPixie } from './check-pixie.js';
import { checkWaitFor, type WaitList } from './check-wait-for.js';
import type { ImageEntry } from './image-table.js';
import { unknownKey } from './unknown-key.js';

/** What `sandbox.yaml` says. */
export interface SandboxFile {
  readonly images: readonly ImageEntry[];
  /** What must be there for the sandbox to be up. */
  readonly waitFor: WaitList;
  /** Names from outside the cluster, and the services that they stand for. */
  readonly hosts: ReadonlyMap<string, HostTarget>;
  /** Ports of this machine that pods may reach. @default none */
  readonly hostAccess: readonly HostPort[];
  readonly pixie: PixieSettings;
  /** How many times faster than on a cluster the back-offs are. @default 1 */
  readonly speed: number;
}

/** Without a `sandbox.yaml`. */
export const emptySandboxFile: SandboxFile = {
  images: [],
  waitFor: { traffic: [] },
  hosts: new Map(),
  hostAccess: [],
  pixie: defaultPixieSettings,
  speed: 1,
};

const known = ['images', 'waitFor', 'hosts', 'hostAccess', 'pixie', 'speed'];

/**
 * Reads a `sandbox.yaml`. `file` is its absolute path: paths inside start at its folder; `shown` is how it is called in
 * messages. Throws one error with all that is wrong in it.
 */
export function parseSandboxFile(text: string, file: string, shown: string = file): SandboxFile {
  const documents = yamlDocuments(text, shown);
  const [document] = documents;
  if (document === undefined) return emptySandboxFile;
  const issues: DocumentIssue[] = [];
  const second = documents[1];
  if (second !== undefined)
    issues.push({
      message: 'a second document in the file',
      place: second.place([]),
      hint: 'one is all there is',
    });
  const parsed = checkRoot(document, path.dirname(file), issues);
  refuseIssues(issues);
  return parsed;
}

function checkRoot(document: YamlDocument, folder: string, issues: DocumentIssue[]): SandboxFile {
  const { value: root } = document;
  if (!isMapping(root)) {
    issues.push({
      message: 'the file must be a mapping',
      place: document.place([]),
      hint: `keys: ${known.join(', ')}`,
    });
    return emptySandboxFile;
  }
  for (const key of Object.keys(root)) issues.push(...unknownKey(key, known, document, [key]));
  const images = root.images === undefined ? [] : checkImages(root.images, document, folder, issues);
  const waitFor = root.waitFor === undefined ? { traffic: [] } : checkWaitFor(root.waitFor, document, issues);
  const hosts = root.hosts === undefined ? new Map() : checkHosts(root.hosts, document, issues);
  const hostAccess = root.hostAccess === undefined ? [] : checkHostAccess(root.hostAccess, document, issues);
  const pixie = root.pixie === undefined ? defaultPixieSettings : checkPixie(root.pixie, document, issues);
  const speed = root.speed ?? 1;
  if (typeof speed !== 'number' || !(speed > 0) || !Number.isFinite(speed))
    issues.push({
      message: 'speed must be a number above 0',
      place: document.place(['speed']),
      hint: '10 makes the back-offs between restarts ten times shorter',
    });
  return { images, waitFor, hosts, hostAccess, pixie, speed: Number(speed) };
}
