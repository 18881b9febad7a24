import { nearestName } from '@chaoskit/errors';
import { type DocumentPath, type Issue, MAX_ISSUES } from '../issue.js';
import type { ParsedDocument } from '../parsed-document.js';

/** Names that are compared for hints in one document: enough for real ones, and little time in a hostile one. */
const MAX_COMPARISONS = 20_000;

const LONGEST_MESSAGE = 2_000;

/** Gathers the issues of one document in the order of the checks. */
export class IssueList {
  readonly document: ParsedDocument;
  readonly #issues: Issue[] = [];
  #dropped = false;
  #comparisons = 0;

  constructor(document: ParsedDocument) {
    this.document = document;
  }

  /** True once further checks would be in vain. */
  get full(): boolean {
    return this.#issues.length >= MAX_ISSUES;
  }

  error(code: string, message: string, path: DocumentPath, hint?: string): void {
    this.#put('error', code, message, path, hint);
  }

  warning(code: string, message: string, path: DocumentPath, hint?: string): void {
    this.#put('warning', code, message, path, hint);
  }

  /** The one of `names` that was probably meant; undefined where none is near, or where too many were compared already. */
  nearest(name: string, names: ReadonlySet<string>): string | undefined {
    this.#comparisons += names.size;
    return this.#comparisons > MAX_COMPARISONS ? undefined : nearestName(name, names);
  }

  add(issues: readonly Issue[]): void {
    for (const issue of issues) {
      if (this.full) this.#dropped = true;
      else this.#issues.push({ ...issue, message: shortened(issue.message) });
    }
  }

  all(): Issue[] {
    if (!this.#dropped) return [...this.#issues];
    const message = `more than ${MAX_ISSUES} problems; the others are not shown`;
    return [
      ...this.#issues,
      { severity: 'error', code: 'CHAOS_V_TOO_MANY', message, place: this.document.locate([]) },
    ];
  }

  #put(severity: Issue['severity'], code: string, message: string, path: DocumentPath, hint?: string): void {
    if (this.full) {
      this.#dropped = true;
      return;
    }
    const place = this.document.locate(path);
    const text = shortened(message);
    this.#issues.push({ severity, code, message: text, place, ...(hint === undefined ? {} : { hint }) });
  }
}

/** The message with its middle left out where a value that it repeats is longer than anybody reads. */
function shortened(message: string): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  return `${message.slice(0, LONGEST_MESSAGE / 2)}…${message.slice(-LONGEST_MESSAGE / 2)}`;
}
