/** What other domains may use of strategies. */
export { exportOwnedStrategies } from "./strategies/export-owned.ts";
