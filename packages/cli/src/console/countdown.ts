import type { LiveLine } from './live-line.js';

const PAUSE = /^Pausing (?:before next activity|after activity) for (\d+(?:\.\d+)?)s\.\.\.$/;
const REDRAW_MS = 250;

/** Counts a pause down on the terminal's live line. */
export class Countdown {
  readonly #live: LiveLine;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;

  constructor(live: LiveLine, now: () => number) {
    this.#live = live;
    this.#now = now;
  }

  /** Follows the log: the line of a pause starts a countdown, the next one ends it. */
  follow(message: string): void {
    const seconds = PAUSE.exec(message)?.[1];
    this.stop();
    if (seconds === undefined) return;
    const end = this.#now() + Number(seconds) * 1000;
    const draw = () => {
      const left = Math.ceil((end - this.#now()) / 1000);
      if (left <= 0) this.stop();
      else this.#live.show(`  … ${left}s left of ${seconds}s`);
    };
    draw();
    this.#timer = setInterval(draw, REDRAW_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#live.show('');
  }
}
