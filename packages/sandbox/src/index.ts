export type { RunningSandbox } from './daemon/commands/find-sandbox.js';
export { findSandbox } from './daemon/commands/find-sandbox.js';
export type {
  DeploymentStatus,
  NodePortStatus,
  PodStatus,
  SandboxStatus,
} from './daemon/commands/sandbox-status.js';
export { sandboxStatus } from './daemon/commands/sandbox-status.js';
export type { ScaleWorkloadOptions } from './daemon/commands/scale-workload.js';
export { scaleWorkload } from './daemon/commands/scale-workload.js';
export type { StartSandboxOptions } from './daemon/commands/start-sandbox.js';
export { startSandbox } from './daemon/commands/start-sandbox.js';
export type { StopSandboxOptions } from './daemon/commands/stop-sandbox.js';
export { stopSandbox } from './daemon/commands/stop-sandbox.js';
export type { SandboxLog } from './daemon/sandbox-log.js';
