import { ChaosError, isChaosError } from '@chaoskit/errors';
import type { UserModules } from '../providers/module/user-modules.js';
import { providerOf } from '../providers/provider-of.js';
import type { JsonObject } from '../values/json.js';
import { pyStr } from '../values/py-text.js';
import type { ControlHost } from './control-host.js';
import { type ControlDefinition, isControlDefinition } from './define-control.js';
import { loadedDefinition } from './loaded-definition.js';

/** Controls of `type: module`: `path` names a user's file or package, `func` the export; without it the first control that it exports. */
export function moduleControlHost(modules: UserModules): ControlHost {
  return {
    type: 'module',
    check: async (control, place) => {
      try {
        await findControl(modules, control);
        return [];
      } catch (error) {
        if (!isChaosError(error)) throw error;
        return [
          {
            severity: 'error',
            code: error.code,
            message: error.message,
            ...(error.hint === undefined ? {} : { hint: error.hint }),
            place: place.document.locate([...place.path, 'provider']),
          },
        ];
      }
    },
    load: async (control) => loadedDefinition(await findControl(modules, control)),
  };
}

async function findControl(modules: UserModules, control: JsonObject): Promise<ControlDefinition> {
  const { path, func } = providerOf(control);
  const name = pyStr(control.name ?? null);
  if (typeof path !== 'string' || path === '') {
    throw new ChaosError('CHAOS_V_CONTROL_MODULE', `Control '${name}' must have a module path`);
  }
  const module = await modules.load(path);
  const found = typeof func === 'string' ? module[func] : Object.values(module).find(isControlDefinition);
  if (isControlDefinition(found)) return found;
  throw new ChaosError(
    'CHAOS_V_CONTROL_EXPORT',
    `the module '${path}' of control '${name}' does not export ${typeof func === 'string' ? `a control called '${func}'` : 'a control'}`,
    { hint: 'export one made by defineControl' },
  );
}
