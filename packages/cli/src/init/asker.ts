/** Asks the person at the terminal. Rejects with `PromptClosedError` where they leave. */
export interface Asker {
  /** One line of text; `fallback` for an empty answer, asked again where there is none. */
  text(question: string, fallback?: string): Promise<string>;
  /** Yes or no; no for an empty answer. */
  confirm(question: string): Promise<boolean>;
  say(text: string): void;
}
