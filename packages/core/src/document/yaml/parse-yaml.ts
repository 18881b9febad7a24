import { parseEvents, YAMLException } from 'js-yaml';
import { MAX_DEPTH } from '../../values/parse-json.js';
import { InvalidSourceError } from '../invalid-source-error.js';
import { LineIndex } from '../line-index.js';
import type { ParsedDocument } from '../parsed-document.js';
import { PositionedDocument } from '../positioned-document.js';
import { YamlConstructor } from './construct-yaml.js';
import { composeYaml, type YamlNode, YamlProblem } from './yaml-node.js';
import { offsetIn } from './yaml-positions.js';

/**
 * Parses one YAML document exactly as PyYAML's safe loader does (YAML 1.1, core.md §3); an empty one is null. Dates become ISO text.
 * Throws {@link InvalidSourceError} with the place: syntax, a second document, unknown tags, aliases that grow beyond measure.
 */
export function parseYaml(text: string, source: string): ParsedDocument {
  const root = refusing(text, source, () => compose(text));
  if (root === undefined) return new PositionedDocument(source, text, null, () => () => undefined);
  const { node, size } = root;
  const { value } = refusing(text, source, () => new YamlConstructor(size, false).construct(node));
  return new PositionedDocument(source, text, value, () => {
    const { position } = new YamlConstructor(size, true).construct(node);
    return (path) => offsetIn(position, path);
  });
}

function compose(text: string): { readonly node: YamlNode; readonly size: number } | undefined {
  const events = parseEvents(text, { maxDepth: MAX_DEPTH });
  const node = composeYaml(text, events);
  return node === undefined ? undefined : { node, size: events.length };
}

/** Turns the problems of both steps into errors with a place. */
function refusing<T>(text: string, source: string, step: () => T): T {
  const fail = (message: string, offset: number, cause: unknown): never => {
    const place = { file: source, ...new LineIndex(text).at(Math.max(0, offset)) };
    throw new InvalidSourceError(message, { place, cause });
  };
  try {
    return step();
  } catch (reason) {
    if (reason instanceof YamlProblem) return fail(reason.message, reason.offset, reason);
    if (reason instanceof YAMLException) return fail(reason.reason, reason.mark?.position ?? 0, reason);
    throw reason;
  }
}
