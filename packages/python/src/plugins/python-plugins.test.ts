import { describe, expect, test } from 'vitest';
import { openBench, python } from '../testing/bridge-bench.js';

const info = (name: string) => `Metadata-Version: 2.1\nName: ${name}\nVersion: 0.3.1\n`;
const files = {
  'chaosgarden-0.3.1.dist-info/METADATA': info('chaosgarden'),
  'chaosgarden-0.3.1.dist-info/RECORD': 'chaosgarden/__init__.py,,\nchaosgarden/actions.py,,\n',
  'chaosgarden/__init__.py': `
from chaoslib.discovery.discover import discover_actions, initialize_discovery_result
def discover(discover_system=True):
    found = initialize_discovery_result("chaosgarden", "0.3.1", "garden")
    found["activities"] = discover_actions("chaosgarden.actions")
    found["system"] = {"asked": discover_system}
    return found
`,
  'chaosgarden/actions.py': `
from typing import Any, Dict, List, Optional
__all__ = ["water", "plant", "Bed"]
class Bed: pass
def water(bed: str, litres: float = 1.5, secrets: Dict[str, Any] = None, how: Optional[str] = None) -> bool:
    """Waters a bed."""
def plant(seeds: "List[str]", depth: int = 3, *, careful: bool = True, **others) -> None:
    """
    Plants seeds.

    One by one.
    """
`,
  'silent-1.dist-info/METADATA': info('silent'),
  'silent-1.dist-info/top_level.txt': 'silent\n',
  'silent.py': '',
  'bare-1.dist-info/METADATA': info('bare'),
  'herald.py': `
def notify(channel, event): open("told.txt", "a").write("%s %s\\n" % (channel["mood"], event["name"]))
def fail(channel, event): raise ValueError("hoarse")
def told(): return open("told.txt").read()
`,
};
const signal = new AbortController().signal;

describe.skipIf(python === undefined)('Python plugins (needs python3)', () => {
  test('a local package is discovered', async () => {
    await using bench = openBench({ files });
    expect(await bench.bridge.discover('chaosgarden', { system: false }, signal)).toMatchObject({
      chaoslib_version: expect.stringMatching(/^1\./),
      target: 'garden',
      extension: { name: 'chaosgarden', version: '0.3.1' },
      system: { asked: false },
      activities: [
        {
          type: 'action',
          name: 'plant',
          mod: 'chaosgarden.actions',
          doc: 'Plants seeds.\n\nOne by one.',
          arguments: [
            { name: 'seeds', type: 'list' },
            { name: 'depth', default: 3, type: 'integer' },
          ],
          return_type: 'null',
        },
        {
          name: 'water',
          arguments: [
            { name: 'bed', type: 'string' },
            { name: 'litres', default: 1.5, type: 'number' },
            { name: 'secrets', default: null, type: 'mapping' },
            { name: 'how', default: null, type: 'object' },
          ],
          return_type: 'boolean',
        },
      ],
    });
  });

  test.each([
    ['nowhere-x', 'Package nowhere-x not found'],
    ['silent', "package 'silent' does not export a `discover` function"],
    ['bare', 'Distribution bare exists but no top-level package name could be determined'],
  ])('discovery of %s fails: %s', async (name, message) => {
    await using bench = openBench({ files });
    await expect(bench.bridge.discover(name, { system: true }, signal)).rejects.toMatchObject({
      code: 'CHAOS_E_DISCOVERY_FAILED',
      message,
    });
  });

  test('notification plugins are told; what goes wrong there is only in the log', async () => {
    await using bench = openBench({ files });
    const event = { name: 'run-started', payload: null, phase: 'run', ts: 1.5 };
    const notify = (channel: Record<string, string>) => bench.bridge.notify(channel, event, signal);
    await notify({ type: 'plugin', module: 'herald', mood: 'calm' });
    expect(await bench.call('herald', 'told')).toBe('calm run-started\n');
    await notify({ type: 'plugin', module: 'no_herald' });
    await notify({ type: 'plugin', module: 'herald', func: 'sing' });
    await notify({ type: 'plugin', module: 'herald', func: 'fail' });
    expect(bench.logged.map((line) => line.split('\n')[0])).toEqual([
      "DEBUG could not find Python plugin 'no_herald' for notification",
      "DEBUG could not find function 'sing' in plugin 'herald' for notification",
      'DEBUG failed calling notification plugin',
    ]);
  });
});
