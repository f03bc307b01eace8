/** One question at a time; of those that come meanwhile only the last is asked. */
export class LatestWins<Question> {
  readonly #ask: (question: Question) => void;
  #isBusy = false;
  #next: { question: Question } | null = null;

  /** @param ask begins to answer; `answered` has to follow */
  constructor(ask: (question: Question) => void) {
    this.#ask = ask;
  }

  put(question: Question): void {
    if (this.#isBusy) {
      this.#next = { question };
      return;
    }
    this.#isBusy = true;
    this.#ask(question);
  }

  /** @returns whether that was the last question */
  answered(): boolean {
    const next = this.#next;
    this.#next = null;
    this.#isBusy = next !== null;
    if (next) this.#ask(next.question);
    return next === null;
  }
}
