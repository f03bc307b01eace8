/** What other domains may use of portfolios. */
export { exportOwned } from "./exchange/export-owned.ts";
