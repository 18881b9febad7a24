import { parseJson } from '../values/parse-json.js';
import { InvalidSourceError } from './invalid-source-error.js';
import type { SourceText } from './load-source.js';
import type { ParsedDocument } from './parsed-document.js';

/**
 * Parses a document's text as JSON or YAML (core.md §3). Where the format is open it is JSON if it begins like it, or YAML.
 * Throws {@link InvalidSourceError} `Failed parsing … experiment: …` with the place.
 */
export async function parseDocument({ source, text, format }: SourceText): Promise<ParsedDocument> {
  if (format === 'json') return named('JSON', () => parseJson(text, source));
  // Most documents are JSON: the reader of YAML is only loaded for YAML.
  const { parseYaml } = await import('./yaml/parse-yaml.js');
  if (format === 'yaml' || !/^\uFEFF?\s*[[{]/.test(text)) return named('YAML', () => parseYaml(text, source));
  try {
    return named('JSON', () => parseJson(text, source));
  } catch (notJson) {
    try {
      return parseYaml(text, source);
    } catch {
      throw notJson;
    }
  }
}

function named(format: string, parse: () => ParsedDocument): ParsedDocument {
  try {
    return parse();
  } catch (reason) {
    if (!(reason instanceof InvalidSourceError)) throw reason;
    const { hint, place } = reason;
    throw new InvalidSourceError(`Failed parsing ${format} experiment: ${reason.message}`, {
      cause: reason,
      ...(hint === undefined ? {} : { hint }),
      ...(place === undefined ? {} : { place }),
    });
  }
}
