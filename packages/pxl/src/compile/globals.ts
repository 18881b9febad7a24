import { constantNode } from './expression-node.js';
import { expressionValue, none, type TypeObject } from './query-value.js';
import { Scope } from './scope.js';

const nowhere = { line: 0, column: 0 };

const types: readonly TypeObject[] = [
  { kind: 'type', name: 'str', type: 'STRING', semanticType: 'ST_NONE' },
  { kind: 'type', name: 'int', type: 'INT64', semanticType: 'ST_NONE' },
  { kind: 'type', name: 'float', type: 'FLOAT64', semanticType: 'ST_NONE' },
  { kind: 'type', name: 'bool', type: 'BOOLEAN', semanticType: 'ST_NONE' },
  { kind: 'type', name: 'list' },
];

/** Names that every script knows without an import. */
export function globalScope(): Scope {
  const scope = new Scope();
  scope.set('True', expressionValue(constantNode('BOOLEAN', true, nowhere)));
  scope.set('False', expressionValue(constantNode('BOOLEAN', false, nowhere)));
  scope.set('None', none);
  for (const type of types) scope.set(type.name, type);
  return scope;
}
