/** Things that happen in a run and that one should know of: each is told once, with how often it was so. */
const SENTENCES = {
  bothSides: [
    "close signalled a long and a short entry at once",
    "closes signalled a long and a short entry at once",
    ": neither was followed",
  ],
  missingCandle: ["entry was", "entries were", " dropped because the next candle is missing"],
  brokenOff: [
    "position was",
    "positions were",
    " closed at the last known price because the series broke off or became another coin",
  ],
  noCash: ["entry", "entries", " found no free cash"],
  cut: ["entry was", "entries were", " cut to the cash that was free"],
  full: ["entry was", "entries were", " not followed because the most positions were open"],
  partial: ["fill was", "fills were", " cut to the share of the volume that may be taken"],
  lapsed: ["entry was", "entries were", " not filled wholly within five candles: the rest was given up"],
  unknownVolume: ["fill", "fills", " waited because nobody reported the volume of the candle"],
  unknownSize: ["entry was", "entries were", " dropped because volatility or the average true range was not known yet"],
  noBet: ["entry was", "entries were", " not followed because its size came to nothing"],
} as const satisfies Record<string, readonly [one: string, several: string, rest: string]>;

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
      if (count === undefined) return [];
      const [one, several, rest] = SENTENCES[kind];
      return [`${count} ${count === 1 ? one : several}${rest}.`];
    });
    return [...this.#others, ...counted];
  }
}
