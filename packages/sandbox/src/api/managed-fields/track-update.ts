import type { Clock } from '../../clock/clock.js';
import type { KubeObject } from '../../store/kube-object.js';
import type { WriteOptions } from '../request/write-options.js';
import type { ResourceDefinition } from '../resources/resource-definition.js';

export interface TrackedUpdate {
  /** Changed in place: `metadata.managedFields`. */
  readonly draft: KubeObject;
  readonly previous: KubeObject | undefined;
  readonly definition: ResourceDefinition;
  readonly options: WriteOptions;
  readonly clock: Clock;
}

export function trackUpdate(_update: TrackedUpdate): void {}
