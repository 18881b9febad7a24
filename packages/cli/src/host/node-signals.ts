import type { SignalName, SignalSource } from '@chaoskit/core';

const SIGNALS: readonly SignalName[] = ['SIGINT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2'];

/** The signals that the process gets. While nobody listens, Node's own behaviour stands. */
export const nodeSignals: SignalSource = {
  listen: (listener) => {
    const handlers = SIGNALS.map((name) => ({ name, handler: () => listener(name) }));
    for (const { name, handler } of handlers) process.on(name, handler);
    return () => {
      for (const { name, handler } of handlers) process.off(name, handler);
    };
  },
};
