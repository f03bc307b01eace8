/** Things that happen in a run and that one should know of: each is told once, with how often it was so. */
const SENTENCES = {
  bothSides: "candle(s) signalled a long and a short entry at once: neither was followed",
  missingCandle: "entry signal(s) were dropped because the next candle is missing",
  brokenOff: "position(s) were closed at the last known price because the series broke off or became another coin",
  noCash: "entry signal(s) found no free cash",
  cut: "entries were cut to the cash that was free",
  full: "entry signal(s) came while the most positions were open",
  partial: "fill(s) were cut to the share of the volume that the rules allow; the rest waited for the next candle",
  lapsed: "entries were not filled wholly within five candles; the rest was given up",
  unknownVolume: "fill(s) waited because nobody reported the volume of the candle",
  unknownSize: "entry signal(s) were dropped because volatility or the average true range was not known yet",
  noBet: "entry signal(s) were not followed because the sizing came to nothing",
} as const;

export type NoteKind = keyof typeof SENTENCES;

export class RunNotes {
  readonly #counts = new Map<NoteKind, number>();
  readonly #others: string[] = [];

  count(kind: NoteKind): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
  }

  say(sentence: string): void {
    this.#others.push(sentence);
  }

  toSentences(): string[] {
    const counted = (Object.keys(SENTENCES) as NoteKind[]).flatMap((kind) => {
      const count = this.#counts.get(kind);
      return count === undefined ? [] : [`${count} ${SENTENCES[kind]}.`];
    });
    return [...this.#others, ...counted];
  }
}
