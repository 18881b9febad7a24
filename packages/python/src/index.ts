export {
  createPythonBridge,
  type PythonBridge,
  type PythonBridgeOptions,
} from './bridge.js';
export { choosePython, type PythonChoiceInput } from './interpreter/choose-python.js';
export type { EngineServices } from './worker/engine-services.js';
