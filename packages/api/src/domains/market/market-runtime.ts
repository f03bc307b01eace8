/** The market's long-lived parts in one process. */
export interface MarketRuntime {
  readonly simulated: () => boolean;
}
