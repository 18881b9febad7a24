export {
  ActivityFailedError,
  ExitRequestedError,
  InterruptExecutionError,
} from './activity/outcome-errors.js';
export type {
  ControlHook,
  ControlHost,
  HookCall,
  HookResult,
  LoadedControl,
} from './controls/control-host.js';
export type { DocumentPath, Issue } from './document/issue.js';
export type { ParsedDocument } from './document/parsed-document.js';
export type { Logger, LogLevel } from './events/logger.js';
export type { Definition, DefinitionContext, DefinitionTarget } from './extension/definition.js';
export { defineAction, defineProbe, defineTolerance } from './extension/definition.js';
export type { Input, InputField, InputValues } from './extension/input.js';
export { boolean, integer, json, list, mapping, number, string } from './extension/input.js';
export type {
  ActivityCall,
  ActivityPlace,
  Configuration,
  Provider,
  ProviderContext,
  Secrets,
} from './providers/provider.js';
export type { Json, JsonObject, PlainJson } from './values/json.js';
export { RawNumber } from './values/raw-number.js';
