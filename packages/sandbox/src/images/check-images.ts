import path from 'node:path';
import type { DocumentIssue } from '../documents/document-issues.js';
import { isMapping } from '../documents/is-mapping.js';
import type { YamlDocument } from '../documents/yaml-documents.js';
import type { ImageEntry } from './image-table.js';
import { unknownKey } from './unknown-key.js';

const keys = ['command', 'args', 'env', 'workingDir', 'writable'];

/** The table `images`, with absolute paths. What is wrong goes to `issues`. */
export function checkImages(
  value: unknown,
  document: YamlDocument,
  folder: string,
  issues: DocumentIssue[],
): ImageEntry[] {
  if (!isMapping(value)) {
    issues.push({
      message: 'images must be a mapping',
      place: document.place(['images']),
      hint: 'image name: {command: [program, argument]}',
    });
    return [];
  }
  return Object.entries(value).flatMap(([image, entry]) => {
    const at = ['images', image];
    if (!isMapping(entry)) {
      issues.push({
        message: `image ${image} must be a mapping`,
        place: document.place(at),
        hint: `keys: ${keys.join(', ')}`,
      });
      return [];
    }
    return [checkImage(image, entry, new Fields(document, at, issues), folder)];
  });
}

function checkImage(
  image: string,
  entry: Record<string, unknown>,
  fields: Fields,
  folder: string,
): ImageEntry {
  for (const key of Object.keys(entry)) fields.known(key);
  const command = fields.texts('command', entry.command);
  if (command.length === 0 && (entry.command === undefined || Array.isArray(entry.command)))
    fields.complain(
      'command',
      entry.command === undefined ? 'command is missing' : 'command is empty',
      'the program and its arguments, e.g. [node, server.mjs]',
    );
  const workingDir = entry.workingDir ?? '.';
  if (typeof workingDir !== 'string') fields.complain('workingDir', 'workingDir must be a text');
  return {
    image,
    command,
    args: fields.texts('args', entry.args),
    env: fields.environment(entry.env),
    workingDir: path.resolve(folder, String(workingDir)),
    writable: fields.texts('writable', entry.writable).map((each) => path.resolve(folder, each)),
  };
}

class Fields {
  readonly #document: YamlDocument;
  readonly #at: readonly string[];
  readonly #issues: DocumentIssue[];

  constructor(document: YamlDocument, at: readonly string[], issues: DocumentIssue[]) {
    this.#document = document;
    this.#at = at;
    this.#issues = issues;
  }

  known(key: string): void {
    this.#issues.push(...unknownKey(key, keys, this.#document, [...this.#at, key]));
  }

  complain(key: string | readonly (string | number)[], message: string, hint?: string): void {
    const place = this.#document.place([...this.#at, ...(typeof key === 'string' ? [key] : key)]);
    this.#issues.push({ message, place, ...(hint === undefined ? {} : { hint }) });
  }

  /** A list of texts; numbers are taken as their text, as in a shell. */
  texts(key: string, value: unknown): string[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.complain(
        key,
        `${key} must be a list`,
        typeof value === 'string' ? `[${value.split(' ').join(', ')}]` : undefined,
      );
      return [];
    }
    return value.map((each, index) => {
      if (typeof each !== 'string' && typeof each !== 'number')
        this.complain([key, index], `${key}[${index}] must be a text`);
      return String(each);
    });
  }

  environment(value: unknown): Record<string, string> {
    if (value === undefined || value === null) return {};
    if (!isMapping(value)) {
      this.complain('env', 'env must be a mapping', 'NAME: value');
      return {};
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => {
        if (!['string', 'number', 'boolean'].includes(typeof each))
          this.complain(['env', name], `env.${name} must be a text`);
        return [name, String(each)];
      }),
    );
  }
}
