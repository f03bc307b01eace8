/** What other domains may use of portfolios. */
export { exportOwned } from "./exchange/export-owned.ts";
export type { PortfolioRuntime } from "./portfolio-runtime.ts";
export { heldCoins } from "./standing/held-coins.ts";
