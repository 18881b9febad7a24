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
  const segments = moduleName.split('.');
  for (let length = segments.length; length > 0; length -= 1) {
    const own = modules?.[segments.slice(0, length).join('.')];
    if (own !== undefined) return own;
  }
  return mode;
}
