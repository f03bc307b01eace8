export const shell = {
  languageFailed: "The texts of that language could not be loaded. Check the connection and try again.",
  pages: {
    overview: "Overview",
    market: "Market",
    compare: "Compare",
    watchlists: "Watchlists",
    health: "Data health",
    reports: "Reports",
    settings: "Settings",
  },
  pagesLabel: "Pages",
} as const;
