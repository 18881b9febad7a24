// What every figure works with: a folder of its own, experiments as data, and both commands.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timeProcess } from './timing.mjs';

export class Workbench {
  constructor({ root, reference }) {
    this.root = root;
    this.chaosPath = join(root, 'packages/cli/bin/chaos.js');
    this.reference = reference;
    this.dir = mkdtempSync(join(tmpdir(), 'chaoskit-bench-'));
  }

  /** Writes an experiment into a folder of its own and answers the folder. */
  experiment(name, parts, files = {}) {
    const dir = join(this.dir, name);
    mkdirSync(dir, { recursive: true });
    const document = { title: name, description: 'bench', method: [], ...parts };
    writeFileSync(join(dir, 'experiment.json'), JSON.stringify(document));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), text);
    return dir;
  }

  chaos(args, options) {
    return timeProcess(process.execPath, [this.chaosPath, ...args], options);
  }

  /** The same arguments given to the reference; undefined where it is not installed. */
  referenceChaos(args, options = {}) {
    if (this.reference.missing) return undefined;
    return timeProcess(this.reference.chaos, ['--no-version-check', ...args], options);
  }

  node(args = ['-e', '0'], options) {
    return timeProcess(process.execPath, args, options);
  }

  close() {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** `count` activities made by `make(index)`. */
export const activities = (count, make) => Array.from({ length: count }, (_, index) => make(index));
