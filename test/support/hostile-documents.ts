export const MEGABYTE = 1_000_000;

const around = (method: string): string => `{"title":"t","description":"d","method":${method}}`;
const activity = (more: string): string =>
  `{"type":"action","name":"a","provider":{"type":"process","path":"true"}${more}}`;
const probeWith = (tolerance: string): string =>
  `{"title":"t","description":"d","method":[],"steady-state-hypothesis":{"title":"h","probes":[{"type":"probe","name":"p","provider":{"type":"process","path":"true"},"tolerance":${tolerance}}]}}`;
const filled = (piece: string, before = '', after = ''): string =>
  before + piece.repeat(Math.ceil(MEGABYTE / piece.length)) + after;

/** File name -> about a megabyte that somebody might send to hurt. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'deep-lists.json': filled('['),
  'deep-objects.json': filled('{"a":'),
  'deep-and-closed.json': around(`${'['.repeat(400_000)}${']'.repeat(400_000)}`),
  'deep-many-times.json': around(filled(`${'['.repeat(480)}${']'.repeat(480)},`, '[', '0]')),
  'deep-objects-many-times.json': around(filled(`${'{"a":'.repeat(480)}0${'}'.repeat(480)},`, '[', '0]')),
  'deep-arguments.json': around(
    `[${Array.from({ length: 340 }, () => activity('').replace('"true"', `"true","arguments":${'{"a":'.repeat(480)}0${'}'.repeat(480)}`)).join(',')}]`,
  ),
  'many-activities.json': around(filled(`${activity('')},`, '[', `${activity('')}]`)),
  // Half a million letters on each side, and as many names as references: hints compare letter by letter.
  'long-references.json': around(
    `[{"ref":"${'a'.repeat(400_000)}"},{"type":"action","name":"${'b'.repeat(500_000)}","provider":{"type":"process","path":"true"}}]`,
  ),
  'references-and-names.json': around(
    `[${Array.from({ length: 10_000 }, (_, index) => `{"ref":"activity ${index}x"},{"type":"action","name":"activity ${index}","provider":{"type":"process","path":"true"}}`).join(',')}]`,
  ),
  'many-programs.json': around(
    `[${Array.from({ length: 9000 }, (_, index) => `{"type":"action","name":"n${index}","provider":{"type":"process","path":"no-such-program-${index}"}}`).join(',')}]`,
  ),
  'long-type.json': around(`[${activity('').replace('"action"', `"${'probe'.repeat(200_000)}"`)}]`),
  'long-module.json': around(
    `[{"type":"action","name":"n","provider":{"type":"python","module":"${'chaosk8s.'.repeat(110_000)}","func":"f"}}]`,
  ),
  'long-control.json': `{"title":"t","description":"d","method":[],"controls":[{"name":"c","provider":{"type":"python","module":"${'chaosk8s.'.repeat(110_000)}"}}]}`,
  'same-controls.json': `{"title":"t","description":"d","method":[],"controls":${filled('{"name":"c","provider":{"type":"python","module":"m"}},', '[', '{"name":"c"}]')}}`,
  'many-arguments.json': around(
    `[{"type":"action","name":"n","provider":{"type":"python","module":"chaosk8s.pod.actions","func":"delete_pods","arguments":{${Array.from({ length: 40_000 }, (_, index) => `"label_selecto${index}":1`).join(',')}}}}]`,
  ),
  'long-cast.json': `{"title":"t","description":"d","method":[],"configuration":{"c":{"type":"env","key":"NOT_SET_ANYWHERE","default":"${filled('9')}","env_var_type":"int"}}}`,
  'deep-secrets.json': `{"title":"t","description":"d","method":[],"secrets":{${Array.from({ length: 340 }, (_, index) => `"k${index}":${'{"a":'.repeat(480)}1${'}'.repeat(480)}`).join(',')}}}`,
  'many-empty.json': around(filled('{},', '[', '{}]')),
  'many-keys.json': `{${Array.from({ length: 60_000 }, (_, index) => `"key${index}":${index}`).join(',')}}`,
  'same-key.json': filled('"title":"t",', '{', '"method":[]}'),
  'long-number.json': around(filled('9', '[', ']')),
  'long-text.json': around(filled('\\u0000', '["', '"]')),
  'open-text.json': filled('a', '{"title":"'),
  'long-pattern.json': probeWith(filled('(a+)+', '{"type":"regex","pattern":"', '"}')),
  'deep-pattern.json': probeWith(filled('(', '{"type":"regex","pattern":"', '"}')),
  'long-path.json': probeWith(filled('[?(@.a', '{"type":"jsonpath","path":"$', '"}')),
  'dollars.json': around(`[${activity(`,"pauses":{"before":"${filled('${')}"}`)}]`),
  'tags.json': filled('"",', '{"title":"t","description":"d","method":[],"tags":[', '""]}'),
  'zeros.json': filled('\u0000'),
  'no-text.json': filled('\ufffd\udcff'),
  'alias-bomb.yaml': `a0: &a0 [x]\n${Array.from({ length: 60 }, (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}]`).join('\n')}\n`,
  'alias-loop.yaml': 'a: &a [*a]\ntitle: t\n',
  'merge-bomb.yaml': `a0: &a0 {k: v}\n${Array.from({ length: 60 }, (_, index) => `a${index + 1}: &a${index + 1}\n  <<: [${`*a${index},`.repeat(9)}]`).join('\n')}\n`,
  'deep.yaml': filled('- '),
  'deep-flow.yaml': filled('[', 'method: '),
  'deep-many-times.yaml': filled(`- ${'['.repeat(480)}${']'.repeat(480)}\n`),
  'deep-indent.yaml': Array.from({ length: 1200 }, (_, index) => `${' '.repeat(index)}a:`).join('\n'),
  'anchors.yaml': filled('- &a x\n'),
  'colons.yaml': filled('a: '),
  'quotes.yaml': filled("'"),
  'folded.yaml': filled(' \n', 'title: >\n'),
  'tags.yaml': filled('!!python/object/apply:os.system [x]\n- ', '- '),
};
