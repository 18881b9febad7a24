export {
  createPythonBridge,
  type PythonBridge,
  type PythonBridgeOptions,
} from './bridge.js';
export { composeEngineServices, type EngineServiceParts } from './engine/compose-engine-services.js';
export type { EngineServices } from './engine/engine-services.js';
export { choosePython, type PythonChoiceInput } from './interpreter/choose-python.js';
export { isExecutable } from './interpreter/is-executable.js';
