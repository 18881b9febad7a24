import { getKey, isJsonObject, type Json, type PythonMode } from '@chaoskit/core';

/** `python.modules` of the settings: which packages run as Python though they are built in here. Anything else there is ignored. */
export function pythonModules(settings: Json): Record<string, PythonMode> {
  const python = isJsonObject(settings) ? getKey(settings, 'python') : undefined;
  const modules = isJsonObject(python) ? getKey(python, 'modules') : undefined;
  const found: Record<string, PythonMode> = {};
  if (!isJsonObject(modules)) return found;
  for (const [name, mode] of Object.entries(modules))
    if (mode === 'native' || mode === 'always') found[name] = mode;
  return found;
}
