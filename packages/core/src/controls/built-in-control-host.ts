import { type PythonModes, pythonModeOf } from '../providers/definition/python-mode.js';
import { providerOf } from '../providers/provider-of.js';
import type { JsonObject } from '../values/json.js';
import type { BuiltInControl, ControlServices } from './built-in-control.js';
import type { ControlHost } from './control-host.js';
import { loadedDefinition } from './loaded-definition.js';

export interface BuiltInControlDeps extends PythonModes {
  /** The control that is built in under a module's name; undefined where none is. */
  loadControl(moduleName: string): Promise<BuiltInControl | undefined>;
  /** Asked for when a built-in control is first used. */
  services(): Promise<ControlServices>;
  /** The bridge to Python. */
  readonly python: ControlHost;
}

/** Controls of `type: python`: built-in ones first, the Python bridge where there is none, as with activities. */
export function builtInControlHost(deps: BuiltInControlDeps): ControlHost {
  const { python, services } = deps;
  return {
    type: 'python',
    ...(python.handlers === undefined ? {} : { handlers: python.handlers }),
    async check(control, place, log, signal) {
      const found = await findControl(deps, control);
      if (found === undefined) return python.check(control, place, log, signal);
      return (await found.check?.(control, place, await services(), signal)) ?? [];
    },
    async load(control, signal) {
      const found = await findControl(deps, control);
      if (found === undefined) return python.load(control, signal);
      return loadedDefinition(found.create(await services()));
    },
  };
}

async function findControl(
  deps: BuiltInControlDeps,
  control: JsonObject,
): Promise<BuiltInControl | undefined> {
  const { module } = providerOf(control);
  if (typeof module !== 'string' || pythonModeOf(deps, module) === 'always') return undefined;
  return deps.loadControl(module);
}
