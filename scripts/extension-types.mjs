// Writes packages/cli/dist/extension.d.ts: the types of `chaoskit/extension` in one file that stands alone.
// Reads what `tsc -b` wrote, and gathers each exported name with everything that its declaration speaks of.
import { writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const entry = join(root, 'packages/cli/dist/types/extension.d.ts');
const target = join(root, 'packages/cli/dist/extension.d.ts');

const program = ts.createProgram([entry], {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  types: ['node'],
  skipLibCheck: true,
});
const checker = program.getTypeChecker();
const source = program.getSourceFile(entry);
if (source === undefined) throw new Error(`${entry} is missing: run tsc -b first`);

const statements = new Set();
const visited = new Set();
const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
for (const symbol of exported) gather(symbol);
const names = exported.map((symbol) => (isType(resolved(symbol)) ? `type ${symbol.name}` : symbol.name));
const text = [...statements].map(declarationText).join('\n');
writeFileSync(target, `${text}\nexport { ${names.join(', ')} };\n`);

function gather(symbol) {
  const found = resolved(symbol);
  if (visited.has(found)) return;
  visited.add(found);
  for (const declaration of found.declarations ?? []) {
    if (!isOurs(declaration)) continue;
    const statement = ts.findAncestor(declaration, (node) => ts.isSourceFile(node.parent));
    if (statement === undefined || statements.has(statement)) continue;
    statements.add(statement);
    walk(statement);
  }
}

function walk(node) {
  if (ts.isImportTypeNode(node)) throw new Error(`name the type instead: ${node.getText()}`);
  if (ts.isIdentifier(node)) {
    const symbol = checker.getSymbolAtLocation(node);
    if (symbol?.flags & ts.SymbolFlags.Alias && resolved(symbol).name !== node.text)
      throw new Error(`renamed on import: ${node.text}`);
    if (symbol !== undefined) gather(symbol);
  }
  ts.forEachChild(node, walk);
}

function resolved(symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isOurs(declaration) {
  const { fileName } = declaration.getSourceFile();
  return fileName.startsWith(join(root, 'packages') + sep) && fileName.includes('/dist/types/');
}

function isType(symbol) {
  return (symbol.flags & ts.SymbolFlags.Value) === 0;
}

/** A declaration with its comment, as it stands in one file: exported by the list at the end, not by itself. */
function declarationText(statement) {
  const comment = statement.getFullText().slice(0, statement.getLeadingTriviaWidth()).trimStart();
  const bare = statement
    .getText()
    .replace(/^export\s+/, '')
    .replace(/^declare\s+/, '');
  const declare = /^(?:type|interface)\b/.test(bare) ? '' : 'declare ';
  return `${comment}${declare}${bare}`;
}
