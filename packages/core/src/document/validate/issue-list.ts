import type { DocumentPath, Issue } from '../issue.js';
import type { ParsedDocument } from '../parsed-document.js';

/** Nobody reads more; and finding the places of millions of problems in a hostile file would take its time. */
const MAX_ISSUES = 1000;

/** Gathers the issues of one document in the order of the checks. */
export class IssueList {
  readonly document: ParsedDocument;
  readonly #issues: Issue[] = [];
  #dropped = false;

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

  add(issues: readonly Issue[]): void {
    for (const issue of issues) {
      if (this.full) this.#dropped = true;
      else this.#issues.push(issue);
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
    this.#issues.push({ severity, code, message, place, ...(hint === undefined ? {} : { hint }) });
  }
}
