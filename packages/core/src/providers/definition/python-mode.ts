/** Who runs what is of `type: python`: ours where there is one, else Python (`native`), or Python whatever we have (`always`). */
export type PythonMode = 'native' | 'always';

export interface PythonModes {
  /** @default 'native' */
  readonly mode?: PythonMode;
  /** The mode of single modules, by the first segments of their names: `{chaosk8s: 'always'}`. */
  readonly modules?: { readonly [prefix: string]: PythonMode };
}

/** The mode of one module: that of its longest prefix in `modules`, else the general one. */
export function pythonModeOf({ mode = 'native', modules }: PythonModes, moduleName: string): PythonMode {
  let longest = '';
  for (const prefix of Object.keys(modules ?? {})) {
    const covers = moduleName === prefix || moduleName.startsWith(`${prefix}.`);
    if (covers && prefix.length > longest.length) longest = prefix;
  }
  return (longest === '' ? undefined : modules?.[longest]) ?? mode;
}
