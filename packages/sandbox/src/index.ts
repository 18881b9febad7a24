export type { RunningSandbox } from './daemon/find-sandbox.js';
export { findSandbox } from './daemon/find-sandbox.js';
export type { SandboxLog } from './daemon/sandbox-log.js';
export type {
  DeploymentStatus,
  NodePortStatus,
  PodStatus,
  SandboxStatus,
} from './daemon/sandbox-status.js';
export { sandboxStatus } from './daemon/sandbox-status.js';
export type { ScaleWorkloadOptions } from './daemon/scale-workload.js';
export { scaleWorkload } from './daemon/scale-workload.js';
export type { StartSandboxOptions } from './daemon/start-sandbox.js';
export { startSandbox } from './daemon/start-sandbox.js';
export type { StopSandboxOptions } from './daemon/stop-sandbox.js';
export { stopSandbox } from './daemon/stop-sandbox.js';
