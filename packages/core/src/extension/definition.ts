import type { Logger } from '../events/logger.js';
import type { Configuration } from '../providers/provider.js';
import type { Json, JsonObject, PlainJson } from '../values/json.js';
import type { Input, InputValues } from './input.js';

/** What an activity written in TypeScript gets besides its arguments. */
export interface DefinitionContext {
  /** Aborted when the activity has to end. Every request and wait takes it. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly configuration: Readonly<Configuration>;
  /** The merged groups of `provider.secrets`; empty where it lists none. */
  readonly secrets: Readonly<JsonObject>;
  /** The environment of the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects when `signal` is aborted. */
  sleep(ms: number): Promise<void>;
  /**
   * Puts on disk, before the change is made, how it can be undone: a definition and its arguments.
   * When the state before can't be read, pass `undefined` as arguments: recorded as `unknown`, with one warning.
   */
  undo(definition: Definition, args: { readonly [name: string]: PlainJson } | undefined): Promise<void>;
}

/** The cluster that an activity would touch, found without a request (design.md §3). */
export interface DefinitionTarget {
  readonly context: string;
  readonly server: string;
}

/** An activity or tolerance written in TypeScript: one definition gives checks, discovery, docs and schema. */
export interface Definition {
  readonly kind: 'action' | 'probe' | 'tolerance';
  /** The name experiments use: `module.func`. */
  readonly name: string;
  readonly summary: string;
  readonly input: Input;
  /** Old names that still work, logged as deprecated where the reference does so. */
  readonly aliases?: readonly string[];
  /** Whether it answers a list of rows, objects with the same members. @default false */
  readonly answersRows?: boolean;
  /** Which cluster a call would go to; only for activities that touch one. */
  target?(from: {
    secrets: Readonly<JsonObject>;
    env: Readonly<Record<string, string | undefined>>;
  }): Promise<DefinitionTarget>;
  run(
    args: { readonly [name: string]: PlainJson | undefined },
    context: DefinitionContext,
  ): Promise<Json | undefined>;
}

/** A definition as its author writes it: `run` gets arguments typed by `input`. */
export interface DefinitionSource<I extends Input> extends Omit<Definition, 'kind' | 'input' | 'run'> {
  readonly input: I;
  run(args: InputValues<I>, context: DefinitionContext): Promise<Json | undefined>;
}

function define<I extends Input>(kind: Definition['kind'], source: DefinitionSource<I>): Definition {
  // The engine checks arguments against `input` before `run` is called, which makes this narrowing true.
  return { ...source, kind, run: (args, context) => source.run(args as InputValues<I>, context) };
}

/** Defines an action: an activity that changes the system. */
export const defineAction = <I extends Input>(source: DefinitionSource<I>): Definition =>
  define('action', source);
/** Defines a probe: an activity that observes the system. */
export const defineProbe = <I extends Input>(source: DefinitionSource<I>): Definition =>
  define('probe', source);
/** Defines a tolerance: judges an output, which it gets as the argument `value`. */
export const defineTolerance = <I extends Input>(source: DefinitionSource<I>): Definition =>
  define('tolerance', source);
