import manifest from "../package.json" with { type: "json" };

/** The version of this CLI, the same as the desk's. */
export const VERSION: string = manifest.version;
