/** One image of `sandbox.yaml`, with absolute paths. */
export interface ImageEntry {
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workingDir: string;
  readonly writable: readonly string[];
}

/** What an image name leads to: a program of the table, a placeholder that is ready at once and runs nothing, or nothing. */
export type ResolvedImage =
  | { readonly kind: 'program'; readonly entry: ImageEntry }
  | { readonly kind: 'placeholder' }
  | { readonly kind: 'unknown'; readonly message: string };

export interface ImageTable {
  /** The tag may be left out in the table; an exact name wins. */
  resolve(image: string): ResolvedImage;
}
