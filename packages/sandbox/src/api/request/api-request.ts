import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../clock/clock.js';
import type { MemoryStore } from '../../store/memory-store.js';
import type { ServiceAccountTokens } from '../authentication/service-account-tokens.js';
import type { ResourceDefinition } from '../resources/resource-definition.js';
import type { ResourceRegistry } from '../resources/resource-registry.js';
import type { LogFiles } from '../subresources/log/log-files.js';
import type { Accepted } from './negotiate.js';
import type { ResourcePath } from './resource-path.js';

/** What all requests share. */
export interface ApiDeps {
  readonly store: MemoryStore;
  readonly registry: ResourceRegistry;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: () => number;
  readonly logFiles: LogFiles;
  readonly tokens: ServiceAccountTokens;
}

/** Who asks. */
export interface User {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
}

/** One request for a resource, after authentication and routing. */
export interface ApiRequest {
  readonly deps: ApiDeps;
  readonly method: string;
  readonly path: ResourcePath;
  readonly definition: ResourceDefinition;
  readonly query: URLSearchParams;
  readonly accepted: Accepted;
  readonly contentType: string;
  readonly userAgent: string;
  readonly user: User;
  readonly message: IncomingMessage;
  /** Aborted when the client goes away or the server closes. */
  readonly signal: AbortSignal;
}
