import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { type ASTNodeUnion, parse, walk } from 'py-ast';
import { expect, test } from 'vitest';
import { PxlError } from '../pxl-error.js';
import { generatedScripts } from '../testing/generated-script.js';
import { mutatedScripts } from '../testing/mutated-script.js';
import { pythonTree } from '../testing/python-tree.js';
import { scriptTree } from '../testing/script-tree.js';
import { writeScript } from '../testing/write-script.js';
import type { Module, Statement } from './ast.js';
import { parseScript } from './parse-script.js';

const treeOf = (script: string): string => scriptTree(parseScript(script).body);

// Shrinking a large program to the smallest that fails can take very long.
const bounded = { interruptAfterTimeLimit: 40_000, markInterruptAsFailure: true };

test('the trees of generated programs are those of py-ast, places included', () => {
  fc.assert(
    fc.property(generatedScripts({ withNone: true }).map(writeScript), (script) => {
      const tree = treeOf(script);
      expect(tree).toBe(pythonTree(script));
      expect(treeOf(script.replaceAll('\n', '\r\n'))).toBe(tree);
    }),
    { ...bounded, numRuns: 300 },
  );
}, 60_000);

test('a missing comma before a keyword argument changes nothing', () => {
  const argument = fc.constantFrom('a', '1', "'s'", 'x.y', 'f(1)', '[1]');
  const some = fc.array(argument, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(some, some, fc.nat(), (args, values, which) => {
      const parts = [...args, ...values.map((value, at) => `k${at}=${value}`)];
      const missing = args.length + (which % values.length);
      const written = parts.map((part, at) => (at === 0 ? part : `${at === missing ? ' ' : ','} ${part}`));
      expect(treeOf(`px.f(${written.join('')})\n`)).toBe(pythonTree(`px.f(${parts.join(', ')})\n`));
    }),
  );
});

test('programs with one mistake: what py-ast refuses is refused, what it takes has the same tree', () => {
  fc.assert(
    fc.property(mutatedScripts(), (script) => {
      // Octal numbers are written as in Python 2, and numbers have no underscores.
      fc.pre(!/(?<![\w.])0\d|\d_/.test(script));
      // Strings of the prefix u keep their backslashes.
      fc.pre(!/u('''|"""|'|")(?:(?!\1)[\s\S])*\\/.test(script));
      const ours = ourTree(script);
      const theirs = theirTree(script);
      if (ours !== undefined && theirs !== undefined) expect(scriptTree(ours.body)).toBe(theirs);
      else if (theirs !== undefined)
        expect(hasMoreThanPxl(script) || !pythonAccepts(script), 'refused here').toBe(true);
      else if (ours !== undefined && !isRefusedByCompiler(ours.body))
        expect(lacksOneComma(script) || pythonAccepts(script), 'taken here').toBe(true);
    }),
    { ...bounded, numRuns: 1000 },
  );
}, 60_000);

function attempt<Result>(parsing: () => Result, isRefusal: (error: unknown) => boolean): Result | undefined {
  try {
    return parsing();
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

const ourTree = (script: string): Module | undefined =>
  attempt(
    () => parseScript(script),
    (error) => error instanceof PxlError,
  );
const theirTree = (script: string): string | undefined =>
  attempt(
    () => pythonTree(script),
    (error) => error instanceof Error,
  );

/** Python's own word where the two parsers disagree: py-ast takes a few things that Python refuses, and the other way round. */
function pythonAccepts(script: string): boolean {
  const program = 'import ast, sys; ast.parse(sys.stdin.buffer.read())';
  const { status, error } = spawnSync('python3', ['-W', 'ignore', '-c', program], { input: script });
  if (error) throw error;
  return status === 0;
}

/** Python that PxL's grammar has not: unpacking, `:=`, annotated variables, relative imports, numbers beyond INT64. */
function hasMoreThanPxl(script: string): boolean {
  const isMore = (node: ASTNodeUnion): boolean => {
    switch (node.nodeType) {
      case 'Starred':
      case 'AnnAssign':
      case 'NamedExpr':
        return true;
      case 'ImportFrom':
        return node.module === undefined || (node.level ?? 0) > 0;
      case 'Constant':
        return typeof node.value === 'bigint' && node.value >= 2n ** 63n;
      case 'Call':
        return node.keywords.some(({ arg }) => arg === undefined);
      case 'Dict':
        return node.keys.includes(null);
      case 'Arguments':
        return node.posonlyargs.length > 0 || (node.kwonlyargs.length > 0 && node.vararg === undefined);
      default:
        return false;
    }
  };
  return [...walk(parse(script))].some(isMore);
}

/** What the parser leaves to the compiler to refuse: Python that PxL has not, and targets that can't be assigned to. */
function isRefusedByCompiler(body: readonly Statement[]): boolean {
  const targets = ['Name', 'Attribute', 'Subscript'];
  const isRefused = (one: Statement): boolean =>
    (one.kind === 'Assign' && !(one.targets.length === 1 && targets.includes(one.targets[0]?.kind ?? ''))) ||
    (one.kind === 'FunctionDef' && isRefusedByCompiler(one.body));
  return body.some(isRefused) || holdsUnsupported(body);
}

/** Anywhere: in annotations too. */
function holdsUnsupported(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if ('kind' in node && node.kind === 'Unsupported') return true;
  return Object.values(node).some(holdsUnsupported);
}

/** PxL allows for one missing comma before a keyword argument. */
function lacksOneComma(script: string): boolean {
  return [...script.matchAll(/[A-Za-z_]\w*(?:\s|\\\n|#[^\n]*\n)*=(?!=)/g)].some(
    ({ index }) => theirTree(`${script.slice(0, index)},${script.slice(index)}`) !== undefined,
  );
}
