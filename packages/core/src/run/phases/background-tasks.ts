/** Activities that run beside the others of their phase. Nothing of them is lost: every error is handed to `onError`. */
export class BackgroundTasks {
  readonly #tasks: Promise<void>[] = [];
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  start(task: () => Promise<void>): void {
    this.#tasks.push(task().catch(this.#onError));
  }

  /** Resolves when all have ended. */
  async settled(): Promise<void> {
    // One may start while others are awaited.
    for (let index = 0; index < this.#tasks.length; index += 1) await this.#tasks[index];
  }
}
