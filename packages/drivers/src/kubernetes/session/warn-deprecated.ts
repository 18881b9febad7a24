import type { DefinitionContext } from '@chaoskit/core';

/** Says that a function of an earlier release is on its way out, in the words that the engine has for old names. */
export function warnDeprecated(
  { log }: Pick<DefinitionContext, 'log'>,
  name: string,
  successor: string,
): void {
  log.warning(`'${name}' is deprecated, please consider using '${successor}'`);
}
