import { InvalidSourceError } from '../invalid-source-error.js';
import { LineIndex } from '../line-index.js';
import type { ParsedDocument } from '../parsed-document.js';
import { PositionedDocument } from '../positioned-document.js';
import { YamlConstructor } from './construct-yaml.js';
import { parseIndented } from './parse-indented.js';
import { composeYaml, type YamlNode, YamlProblem } from './yaml-node.js';
import { offsetIn } from './yaml-positions.js';

/**
 * Parses one YAML document exactly as PyYAML's safe loader does (YAML 1.1, core.md §3); an empty one is null. Dates become ISO text.
 * Throws {@link InvalidSourceError} with the place: syntax, a second document, unknown tags, aliases that grow beyond measure.
 */
export function parseYaml(text: string, source: string): ParsedDocument {
  const root = refusing(text, source, () => compose(text));
  if (root === undefined) return new PositionedDocument(source, text, null, () => () => undefined);
  const { node, size, originalOf } = root;
  const { value } = refusing(text, source, () =>
    refusingAt(originalOf, () => new YamlConstructor(size, false).construct(node)),
  );
  return new PositionedDocument(source, text, value, () => {
    const { position } = new YamlConstructor(size, true).construct(node);
    return (path) => {
      const offset = offsetIn(position, path);
      return offset === undefined ? undefined : originalOf(offset);
    };
  });
}

interface Root {
  readonly node: YamlNode;
  /** How many events the document has. */
  readonly size: number;
  /** From offsets of the nodes to those of the text. */
  originalOf(offset: number): number;
}

function compose(document: string): Root | undefined {
  const { text, events, originalOf } = parseIndented(document);
  const node = refusingAt(originalOf, () => composeYaml(text, events));
  return node === undefined ? undefined : { node, size: events.length, originalOf };
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
    throw reason;
  }
}

/** Problems of the nodes, told by the offsets of the document. */
function refusingAt<T>(originalOf: (offset: number) => number, step: () => T): T {
  try {
    return step();
  } catch (reason) {
    if (!(reason instanceof YamlProblem)) throw reason;
    throw new YamlProblem(reason.message, originalOf(reason.offset), reason.cause);
  }
}
