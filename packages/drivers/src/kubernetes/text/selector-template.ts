import { ActivityFailedError } from '@chaoskit/core';

/**
 * Fills `{name}` in a label selector, by the rules of Python's `str.format`: `{{` and `}}` are braces, any other field is an
 * error (drivers.md §1.2, 1.13 item 10).
 * @throws ActivityFailedError where the selector asks for a name and there is none
 */
export function fillSelector(selector: string, name: string | null): string {
  return selector.replace(/\{\{|\}\}|\{([^{}]*)\}|[{}]/g, (found, field: string | undefined) => {
    if (found === '{{') return '{';
    if (found === '}}') return '}';
    if (field !== 'name') {
      throw new ActivityFailedError(
        `label selector ${JSON.stringify(selector)}: only {name} can be filled in; write {{ and }} for braces`,
      );
    }
    if (name === null) {
      throw new ActivityFailedError(
        `label selector ${JSON.stringify(selector)} needs the argument "name": give a name, or a label_selector without {name}`,
      );
    }
    return name;
  });
}
