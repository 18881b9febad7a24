/** Names of Python packages whose modules are built in, and the module of each. */
export const BUILT_IN_PACKAGES: Readonly<Record<string, string>> = {
  'chaostoolkit-addons': 'chaosaddons',
  'chaostoolkit-kubernetes': 'chaosk8s',
  'chaostoolkit-pixie': 'chaospixie',
};
