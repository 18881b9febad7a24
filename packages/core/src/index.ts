export { outcomeOfError } from './activity/activity-outcome.js';
export {
  ActivityFailedError,
  ExitRequestedError,
  InterruptExecutionError,
} from './activity/outcome-errors.js';
export type { BuiltInControl, ControlServices, ControlValues } from './controls/built-in-control.js';
export { builtInControlHost } from './controls/built-in-control-host.js';
export type { AroundActivity } from './controls/control-desk.js';
export type {
  ControlHook,
  ControlHost,
  EventHandlers,
  HandlerEvent,
  HookCall,
  HookResult,
  LoadedControl,
} from './controls/control-host.js';
export {
  type ControlContext,
  type ControlDefinition,
  type ControlFunction,
  type ControlHooks,
  defineControl,
} from './controls/define-control.js';
export type { JsonPath, PatchOperation } from './controls/json-patch.js';
export { moduleControlHost } from './controls/module-control-host.js';
export { formatPath } from './document/document-path.js';
export { type HttpGet, type HttpGetOptions, httpGet } from './document/http-get.js';
export { InvalidSourceError } from './document/invalid-source-error.js';
export type { DocumentPath, Issue } from './document/issue.js';
export { loadSource, type SourceDeps, type SourceText } from './document/load-source.js';
export { parseDocument } from './document/parse-document.js';
export type { ParsedDocument } from './document/parsed-document.js';
export { type ValidateDeps, validateExperiment } from './document/validate/validate-experiment.js';
export { typeByLooks } from './document/yaml/yaml-scalar.js';
export { describeEvent, type LogLine } from './events/describe-event.js';
export { eventLine, type LogFile } from './events/event-log.js';
export { isoTime } from './events/iso-time.js';
export { foldJournal, JournalFold } from './events/journal-fold.js';
export { journalText } from './events/journal-text.js';
export type { Logger, LogLevel } from './events/logger.js';
export { parseEventLine, readEventLog } from './events/read-event-log.js';
export type * from './events/run-event.js';
export type { EventSink } from './events/run-recorder.js';
export { ArgumentPattern } from './extension/argument-pattern.js';
export { bindArguments } from './extension/bind-arguments.js';
export { checkArguments } from './extension/check-arguments.js';
export type { Definition, DefinitionContext, DefinitionTarget } from './extension/definition.js';
export { defineAction, defineProbe, defineTolerance } from './extension/definition.js';
export type { DefinitionPorts } from './extension/definition-context.js';
export {
  type DefinitionLoader,
  DefinitionRegistry,
  type FoundDefinition,
} from './extension/definition-registry.js';
export type { Input, InputField, InputValues } from './extension/input.js';
export { boolean, integer, json, list, mapping, number, string } from './extension/input.js';
export {
  distinctTargets,
  type TargetedActivity,
  type TargetSources,
  targetedActivities,
} from './plan/collect-targets.js';
export {
  type ExperimentPlan,
  type PlannedPhase,
  type PlannedStep,
  planExperiment,
} from './plan/plan-experiment.js';
export { refuseWrongCluster } from './plan/refuse-wrong-cluster.js';
export { resolveStrategies, type Strategies } from './plan/resolve-strategies.js';
export {
  type DefinitionProviderDeps,
  definitionProvider,
  findDefinition,
} from './providers/definition/definition-provider.js';
export type { PythonMode } from './providers/definition/python-mode.js';
export type { HttpPorts } from './providers/http/http-ports.js';
export { httpProvider } from './providers/http/http-provider.js';
export { type ModuleProviderDeps, moduleProvider } from './providers/module/module-provider.js';
export { UserModules, type UserModulesOptions } from './providers/module/user-modules.js';
export type { ProcessPorts } from './providers/process/process-ports.js';
export { processProvider } from './providers/process/process-provider.js';
export type {
  ActivityCall,
  ActivityPlace,
  Configuration,
  Provider,
  ProviderContext,
  Secrets,
  UndoRecord,
} from './providers/provider.js';
export { ProviderRegistry } from './providers/provider-registry.js';
export type { Clock, SignalSource } from './run/ports.js';
export { exitCodeFor, runExperiment } from './run/run-experiment.js';
export type { RunDeps, RunIdentity, RunOptions, RunOutcome } from './run/run-types.js';
export { type CheckToleranceDeps, checkTolerance } from './tolerance/check-tolerance.js';
export { checkPath, findByPath } from './tolerance/find-by-path.js';
export { judgeTolerance } from './tolerance/judge-tolerance.js';
export { itemFilterOf } from './tolerance/root-filter.js';
export type { JudgeDeps, Verdict } from './tolerance/verdict.js';
export { playUndos, type UndoDeps } from './undo/play-undos.js';
export { type PendingUndo, type RecordedUndos, recordedUndos } from './undo/recorded-undos.js';
export { refuseOtherCluster } from './undo/refuse-other-cluster.js';
export { refersToSecrets } from './undo/reveal-secrets.js';
export { type Conversion, convertValue, type Environment } from './values/environment-value.js';
export { canonicalJson, experimentHash } from './values/experiment-hash.js';
export { injectedSecrets } from './values/injected-secrets.js';
export type { Json, JsonObject, PlainJson } from './values/json.js';
export { getKey, isJsonObject, isTruthy, setKey } from './values/json-object.js';
export { loadVarFile, type VarFile } from './values/load-var-file.js';
export { MAX_DEPTH, parseJson, parseJsonValue } from './values/parse-json.js';
export { parseVar } from './values/parse-var.js';
export { fromPlain, toPlain } from './values/plain.js';
export { pyEquals } from './values/py-equality.js';
export { pyRepr, pyStr } from './values/py-text.js';
export { floatValue, integerValue } from './values/python-number.js';
export { RawNumber } from './values/raw-number.js';
export { Redactor } from './values/redactor.js';
export { type ConfigurationSources, resolveConfiguration } from './values/resolve-configuration.js';
export { resolveSecrets, type SecretSources, type VaultReader } from './values/resolve-secrets.js';
export { type StringifyOptions, stringifyJson } from './values/stringify-json.js';
export { substitute, substituteArguments } from './values/substitute.js';
export { createVaultReader } from './values/vault/vault-reader.js';
export { type SendVaultRequest, sendVaultRequest } from './values/vault/vault-request.js';
export type { VaultPorts } from './values/vault/vault-session.js';
