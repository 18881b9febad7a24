/**
 * `$(NAME)` in commands, arguments and values of variables (Kubernetes docs, "Dependent Environment Variables"):
 * a name that is not known stays as it is written, `$$` is one `$`.
 */
export function expand(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$(?:\$|\(([^)]*)\))/g, (written, name: string | undefined) => {
    if (name === undefined) return '$';
    return Object.hasOwn(values, name) ? (values[name] ?? '') : written;
  });
}
