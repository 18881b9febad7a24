import { ActivityFailedError } from '../../activity/outcome-errors.js';
import type { ActivityCall, Provider, ProviderContext } from '../../providers/provider.js';
import type { Json, PlainJson } from '../../values/json.js';

/** What a fake activity does; the default answers true. */
export type FakeBehaviour = (call: ActivityCall, context: ProviderContext) => Json | Promise<Json>;

/** A provider of type `fake` whose activities do what `behaviours` says for their names. */
export function fakeProvider(behaviours: { readonly [name: string]: FakeBehaviour } = {}): Provider {
  return {
    type: 'fake',
    check: async () => [],
    run: async (call, context) => (behaviours[call.name] ?? (() => true))(call, context),
  };
}

export function action(name: string, more: { readonly [key: string]: PlainJson } = {}): PlainJson {
  return { type: 'action', name, provider: { type: 'fake' }, ...more };
}

export function probe(name: string, more: { readonly [key: string]: PlainJson } = {}): PlainJson {
  return { type: 'probe', name, provider: { type: 'fake' }, tolerance: true, ...more };
}

export function hypothesis(...probes: PlainJson[]): PlainJson {
  return { title: 'H', probes };
}

/** Never ends by itself, but does when it is told to. */
export const untilAborted: FakeBehaviour = (_call, { signal }) =>
  new Promise((_resolve, reject) => {
    const fail = (): void => {
      reject(new Error('aborted'));
    };
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });

/** Never ends, whatever it is told. */
export const forever: FakeBehaviour = () => new Promise(() => {});

export const fails =
  (message: string): FakeBehaviour =>
  () => {
    throw new ActivityFailedError(message);
  };

export const crashes =
  (message: string): FakeBehaviour =>
  () => {
    throw new TypeError(message);
  };
