/**
 * Paths of keys that a JSON text has twice in one object. `JSON.parse` keeps the last silently; `fieldValidation=Strict`
 * refuses them. The text must be valid JSON.
 */
export function duplicateKeys(text: string): string[] {
  const found: string[] = [];
  const scopes: { path: string; keys: Set<string> | undefined; index: number; key: string }[] = [];
  const pathOf = (): string => {
    const scope = scopes.at(-1);
    if (scope === undefined) return '';
    if (scope.keys === undefined) return `${scope.path}[${scope.index}]`;
    return scope.path === '' ? scope.key : `${scope.path}.${scope.key}`;
  };
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const piece = match[0];
    const scope = scopes.at(-1);
    if (piece === '{') scopes.push({ path: pathOf(), keys: new Set(), index: 0, key: '' });
    else if (piece === '[') scopes.push({ path: pathOf(), keys: undefined, index: 0, key: '' });
    else if (piece === '}' || piece === ']') scopes.pop();
    else if (piece === ',' && scope !== undefined) scope.index++;
    else if (
      piece.startsWith('"') &&
      scope?.keys !== undefined &&
      /^\s*:/.test(text.slice(token.lastIndex, token.lastIndex + 20))
    ) {
      scope.key = JSON.parse(piece) as string;
      if (scope.keys.has(scope.key)) found.push(pathOf());
      scope.keys.add(scope.key);
    }
  }
  return found;
}
