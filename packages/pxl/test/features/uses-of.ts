import { parseScript } from '@chaoskit/pxl';
import type { Group } from './appendix-d.js';

/** Any node of a syntax tree; which one, its `kind` tells. */
type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const kindOf = (value: unknown): string => (isNode(value) ? String(value.kind ?? '') : '');
const list = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);
const string = (value: unknown): string | undefined =>
  isNode(value) && value.kind === 'Str' ? String(value.value) : undefined;

/** `px.Pod`, `str`: a name, or an attribute of one. */
function dotted(value: unknown): string {
  if (!isNode(value)) return '';
  if (value.kind === 'Name') return String(value.id);
  return value.kind === 'Attribute' ? `${dotted(value.value)}.${String(value.attribute)}` : '';
}

/** What a script uses, by the groups of appendix D. */
export function usesOf(script: string): Record<Group, Set<string>> {
  const uses: Record<Group, Set<string>> = {
    structure: new Set(),
    methods: new Set(),
    px: new Set(),
    contextKeys: new Set(),
    tables: new Set(),
    annotations: new Set(),
    modules: new Set(),
    views: new Set(),
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isNode(value)) return;
    note(value, uses);
    for (const part of Object.values(value)) visit(part);
  };
  visit(parseScript(script).body);
  return uses;
}

function note(
  node: Node,
  { structure, methods, px, contextKeys, tables, annotations, modules, views }: Record<Group, Set<string>>,
): void {
  switch (node.kind) {
    case 'Import':
      for (const { name } of list(node.names)) modules.add(String(name));
      return;
    case 'FunctionDef':
      structure.add('def');
      for (const { annotation } of list(node.parameters)) annotations.add(dotted(annotation) || 'none');
      return;
    case 'Assign':
      for (const target of list(node.targets)) {
        if (target.kind === 'Attribute') structure.add('df.x =');
        if (target.kind === 'Subscript') structure.add("df['x'] =");
      }
      return;
    case 'Dict':
      structure.add('dict');
      return;
    case 'Binary':
    case 'Bool':
    case 'Unary':
      structure.add(String(node.operator));
      return;
    case 'Compare':
      for (const operator of node.operators as string[]) structure.add(operator);
      return;
    case 'Subscript':
      if (dotted(node.value).endsWith('.ctx')) {
        structure.add('ctx');
        contextKeys.add(string(node.index) ?? 'a variable key');
      } else if (kindOf(node.index) === 'List') structure.add('keep-list');
      else if (['Compare', 'Bool', 'Unary', 'Call'].includes(kindOf(node.index))) structure.add('filter');
      return;
    case 'Attribute': {
      const owner = dotted(node.value);
      if (owner === 'px') px.add(String(node.attribute));
      if (owner === 'pxviews') views.add(String(node.attribute));
      return;
    }
    case 'Call': {
      const name = dotted(node.callee);
      if (name === 'px.DataFrame') tables.add(string(list(node.args)[0]) ?? 'by variable');
      if (name === 'px.display' || name === 'px.debug') structure.add(name.slice(3));
      if (kindOf(node.callee) !== 'Attribute' || name.startsWith('px.')) return;
      const method = String((node.callee as Node).attribute);
      const how = list(node.keywords).find((keyword) => keyword.name === 'how');
      methods.add(method === 'merge' ? `merge ${string(how?.value)}` : method);
    }
  }
}
