/** What other domains may use of strategies. */
export { exportOwnedPaper } from "./paper/export-owned-paper.ts";
export { exportOwnedStrategies } from "./strategies/export-owned.ts";
