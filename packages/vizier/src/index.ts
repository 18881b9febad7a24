export { type CollectedTable, collectTables } from './client/collect-tables.js';
export {
  type ClusterSummary,
  openVizier,
  type VizierClient,
  type VizierClientOptions,
} from './client/open-vizier.js';
export { defaultServer, parseAddress } from './client/pixie-address.js';
export { type PixieSettings, pixieSettings, type SettingsSources } from './client/pixie-settings.js';
export type { OutputTable, ScriptEvent, ScriptRequest, ScriptStats } from './client/script-events.js';
export {
  isLoopback,
  serveVizier,
  type VizierServer,
  type VizierServerOptions,
} from './server/serve-vizier.js';
export type { VizierSource } from './server/vizier-source.js';
export { VizierError } from './vizier-error.js';
