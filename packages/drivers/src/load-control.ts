import type { BuiltInControl } from '@chaoskit/core';

/** The control that is built in under a Python module's name, loaded on first use; undefined where none is. */
export async function loadControl(moduleName: string): Promise<BuiltInControl | undefined> {
  if (!moduleName.startsWith('chaosaddons.')) return undefined;
  const { addonControls } = await import('./addons/addon-controls.js');
  return Object.hasOwn(addonControls, moduleName) ? addonControls[moduleName] : undefined;
}
