/** What a reader of a tutorial does: write a file, or type a command and see its output. */
export type TutorialStep =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'command'; readonly command: string; readonly output: string };

/**
 * The steps of a page in order: code blocks under a comment `<!-- file: NAME -->` are files; in blocks of `console`, lines that begin
 * with `$ ` are commands, and the lines up to the next one are their outputs.
 */
export function readTutorial(page: string): TutorialStep[] {
  const blocks = page.matchAll(/(?:<!-- file: (\S+) -->\n)?```(\w+)\n([\s\S]*?)```/g);
  return [...blocks].flatMap(([, path, language, text = '']): TutorialStep[] => {
    if (path !== undefined) return [{ kind: 'file', path, text }];
    if (language !== 'console') return [];
    return text
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const end = part.indexOf('\n');
        return { kind: 'command', command: part.slice(0, end), output: part.slice(end + 1) };
      });
  });
}

/**
 * An output with what differs from run to run taken out: times, numbers, the width of columns, and how often a line of a kind is there.
 * Words, names, places in scripts, codes and verdicts stay.
 */
export function withoutVolatileParts(output: string): string {
  const lines = output.split('\n').map((line) => {
    // Where an error is, and what an exit code is, is no measurement.
    if (/^ +at |^\d$/.test(line)) return line.trim();
    return line
      .replace(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /, '[')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replace(/https?:\/\/[\w.]+:\d+/g, 'URL')
      .replace(/\b\d+(?:\.\d+)?\b/g, 'N')
      .replace(/\b(?:N )(?:ms|µs|s)\b/g, 'DURATION')
      .replace(/ +/g, ' ')
      .trim();
  });
  return lines
    .filter((line, at) => line !== lines[at - 1] && !/Waiting for/.test(line))
    .join('\n')
    .trim();
}
