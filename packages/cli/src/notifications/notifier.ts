import { isJsonObject, type Json, type JsonObject, type Logger, pyRepr } from '@chaoskit/core';
import { messageOf } from '@chaoskit/errors';
import { type Notification, type NotificationName, phaseOf, wants } from './notification.js';

/** Calls a Python plugin as its channel says: `func(channel, event)` of `module`. */
type PluginCaller = (channel: JsonObject, event: JsonObject) => Promise<void>;

export interface NotifierDeps {
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  now(): number;
  readonly callPlugin: PluginCaller;
}

/** Tells the channels of the settings what happens, one after the other. A channel that fails never touches the run. */
export class Notifier {
  readonly #channels: readonly JsonObject[];
  readonly #deps: NotifierDeps;

  /** `settings` is the whole settings file. */
  constructor(settings: Json, deps: NotifierDeps) {
    this.#channels = channelsOf(settings);
    this.#deps = deps;
  }

  async notify(name: NotificationName, payload: Json, error?: unknown): Promise<void> {
    const { log, now } = this.#deps;
    for (const channel of this.#channels) {
      if (!wants(channel.events, name)) continue;
      const text = error === undefined ? {} : { error: told(error, channel.type) };
      const notification = { name, payload, phase: phaseOf(name), ts: now() / 1000, ...text };
      try {
        await this.#tell(channel, notification);
      } catch (failure) {
        log.debug(`failed calling notification channel: ${messageOf(failure)}`);
      }
    }
  }

  async #tell(channel: JsonObject, notification: Notification): Promise<void> {
    const { log, callPlugin } = this.#deps;
    if (channel.type === 'http') {
      if (typeof channel.url !== 'string') log.debug('missing url in notification channel');
      else
        await (await import('./http-channel.js')).postNotification(channel, channel.url, notification, log);
    } else if (channel.type === 'plugin') {
      await callPlugin(channel, { ...notification });
    }
  }
}

/** Over HTTP the error goes as the reference writes exceptions; plugins get its message, which is what `str()` of the exception gives there. */
function told(error: unknown, type: Json | undefined): string {
  const message = messageOf(error);
  if (type !== 'http') return message;
  const shown = error instanceof Error ? `${error.name}(${pyRepr(message)})` : message;
  return `An exception was raised: ${shown}`;
}

function channelsOf(settings: Json): JsonObject[] {
  if (!isJsonObject(settings) || !Array.isArray(settings.notifications)) return [];
  return settings.notifications.filter(isJsonObject);
}
