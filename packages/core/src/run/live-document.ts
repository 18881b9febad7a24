import { ChaosError } from '@chaoskit/errors';
import {
  applyPatch,
  type JsonPath,
  type PatchOperation,
  shiftPath,
  valueAt,
} from '../controls/json-patch.js';
import type { Configuration, Secrets } from '../providers/provider.js';
import type { Json, JsonObject } from '../values/json.js';
import { isJsonObject } from '../values/json-object.js';

/** A path that keeps leading to the same value while hooks insert and remove others. */
export interface TrackedPath {
  /** Undefined once the value was removed. */
  readonly path: JsonPath | undefined;
  release(): void;
}

class Track implements TrackedPath {
  path: JsonPath | undefined;
  /** Where it stands among all tracks. */
  index: number;
  readonly #all: Track[];

  constructor(path: JsonPath, all: Track[]) {
    this.path = path;
    this.#all = all;
    this.index = all.length;
    all.push(this);
  }

  release(): void {
    // The last one takes its place: a set makes garbage for every value that comes and goes.
    const last = this.#all.pop();
    if (last === undefined || last === this) return;
    last.index = this.index;
    this.#all[this.index] = last;
  }
}

/** The activity that a `ref` names is not in the experiment (core.md §2.9). */
class MissingReferenceError extends ChaosError {
  override readonly name = 'MissingReferenceError';

  constructor(reference: string, path: JsonPath) {
    super('CHAOS_E_MISSING_REFERENCE', `could not find referenced activity '${reference}'`, {
      place: { path: path.join('.') },
      hint: 'a reference names an activity of the method or a probe of the hypothesis',
    });
  }
}

/**
 * The experiment and its values as they are now: hooks change them during the run. Values are never changed in place, so whoever
 * holds a part of an earlier state keeps it.
 */
export class LiveDocument {
  #experiment: JsonObject;
  #configuration: Configuration;
  #secrets: Secrets;
  readonly #tracks: Track[] = [];
  readonly #names: ReadonlyMap<string, Track>;

  constructor(experiment: JsonObject, configuration: Configuration, secrets: Secrets) {
    this.#experiment = experiment;
    this.#configuration = configuration;
    this.#secrets = secrets;
    this.#names = this.#index();
  }

  get experiment(): JsonObject {
    return this.#experiment;
  }

  get configuration(): Configuration {
    return this.#configuration;
  }

  get secrets(): Secrets {
    return this.#secrets;
  }

  setConfiguration(configuration: Configuration): void {
    this.#configuration = configuration;
  }

  setSecrets(secrets: Secrets): void {
    this.#secrets = secrets;
  }

  /** Sets a top-level key. */
  set(key: string, value: Json): void {
    this.#experiment = { ...this.#experiment, [key]: value };
  }

  patch(patch: readonly PatchOperation[]): void {
    this.#experiment = applyPatch(this.#experiment, patch);
    for (const track of this.#tracks) {
      if (track.path !== undefined) track.path = shiftPath(track.path, patch);
    }
  }

  at(path: JsonPath | undefined): Json | undefined {
    return path === undefined ? undefined : valueAt(this.#experiment, path);
  }

  /** The list at `path` as it is now; empty where there is none. */
  list(path: JsonPath): readonly Json[] {
    const value = this.at(path);
    return Array.isArray(value) ? value : [];
  }

  track(path: JsonPath): TrackedPath {
    return new Track(path, this.#tracks);
  }

  /** The path of the activity that the item at `path` stands for: itself, or what its `ref` names. Throws {@link MissingReferenceError}. */
  resolve(path: JsonPath): JsonPath {
    const item = this.at(path);
    if (!isJsonObject(item) || (item.ref ?? null) === null) return path;
    const reference = String(item.ref);
    const target = this.#names.get(reference)?.path;
    if (target === undefined) throw new MissingReferenceError(reference, path);
    return target;
  }

  /** Names of the method, then of the hypothesis: the later one wins, and hooks add none (core.md §2.9). */
  #index(): ReadonlyMap<string, Track> {
    const paths = new Map<string, JsonPath>();
    let references = false;
    for (const base of [['method'], HYPOTHESIS_PROBES, ['rollbacks']]) {
      this.list(base).forEach((item, index) => {
        if (!isJsonObject(item)) return;
        if ((item.ref ?? null) !== null) references = true;
        else if (base[0] !== 'rollbacks') paths.set(String(item.name), [...base, index]);
      });
    }
    // Without any reference nobody asks, and a long method need not be kept track of.
    if (!references) return new Map();
    return new Map([...paths].map(([name, path]) => [name, new Track(path, this.#tracks)]));
  }
}

export const HYPOTHESIS_PROBES: JsonPath = ['steady-state-hypothesis', 'probes'];
