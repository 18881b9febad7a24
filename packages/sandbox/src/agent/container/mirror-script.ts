import { shellQuote } from './shell-quote.js';

/**
 * Shell lines that put a copy of each folder in its own place: a small file system in memory into which every entry is mounted,
 * and to which mount points can be added (the entries are the host's own, with their read-only flags). `/` becomes a new root.
 * Uses `/run` as scratch; a fresh one must be mounted over it afterwards. `fail` must be defined.
 */
export function mirrorScript(folders: readonly string[]): string[] {
  if (folders.length === 0) return [];
  return [
    mirrorFunction,
    ...folders.flatMap((folder, i) => (folder === '/' ? mirrorRoot : mirrorFolder(folder, i))),
  ];
}

/** `mirror FROM TO`. Links are copied; sockets, pipes and devices are left out. */
const mirrorFunction = `mirror() {
  mkdir -p "$2" && mount -t tmpfs -o mode=755 tmpfs "$2" || return 1
  for entry in "$1"/* "$1"/.[!.]*; do
    copy="$2/\${entry##*/}"
    if [ -L "$entry" ]; then cp -P "$entry" "$copy"
    elif [ "$entry" -ef /run ]; then mkdir "$copy"
    elif [ -d "$entry" ]; then mkdir "$copy" && mount --rbind "$entry" "$copy"
    elif [ -f "$entry" ]; then : >"$copy" && mount --bind "$entry" "$copy"
    fi || return 1
  done
}`;

const scratch = 'mount -t tmpfs -o mode=755 tmpfs /run || fail scratch';

// pivot_root(8): "pivot_root . ." stacks the old root on the new one, from where it is taken off.
const mirrorRoot = [
  scratch,
  "mirror '' /run/root || fail 'mirror /'",
  'cd /run/root && pivot_root . . && umount -l . && cd / || fail pivot_root',
];

function mirrorFolder(folder: string, i: number): string[] {
  const copy = `/run/copy${i}`;
  return [
    scratch,
    `mirror ${shellQuote([folder, copy])} || fail ${shellQuote([`mirror ${folder}`])}`,
    `mount --rbind ${shellQuote([copy, folder])} || fail ${shellQuote([`mirror ${folder}`])}`,
  ];
}
