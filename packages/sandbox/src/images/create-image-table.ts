import type { ImageEntry, ImageTable, ResolvedImage } from './image-table.js';

/** Images that run nothing on a real cluster either: they keep a pod alive. */
const placeholders = ['registry.k8s.io/pause', 'k8s.gcr.io/pause', 'gcr.io/google_containers/pause'];

/** The name of a placeholder, whatever the tag. A table may still give it a program. */
export function isPlaceholder(image: string): boolean {
  return placeholders.includes(withoutTag(image));
}

/**
 * The table of the images in `entries`. `source` is how the file is called in messages; absent where there is none.
 */
export function createImageTable(entries: readonly ImageEntry[], source: string | undefined): ImageTable {
  const byName = new Map(entries.map((entry) => [entry.image, entry]));
  return {
    resolve(image): ResolvedImage {
      const name = withoutTag(image);
      const entry = byName.get(image) ?? byName.get(name);
      if (entry !== undefined) return { kind: 'program', entry };
      if (isPlaceholder(image)) return { kind: 'placeholder' };
      return { kind: 'unknown', message: missing(image, source, [...byName.keys()]) };
    },
  };
}

/** `lab/front:1` and `lab/front@sha256:…` without what comes after the name; a registry's port stays. */
function withoutTag(image: string): string {
  const [name = image] = image.split('@');
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

function missing(image: string, source: string | undefined, names: readonly string[]): string {
  if (source === undefined)
    return `image "${image}" is not known: there is no sandbox.yaml that says which program it stands for`;
  const others = names.length === 0 ? 'no image' : names.join(', ');
  return `image "${image}" is not in ${source}, which knows ${others}`;
}
