import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin, Rolldown } from "vite";

const TEMPLATE = fileURLToPath(new URL("./early-page-code.template.js", import.meta.url));

/** What shows a page, as files below `src`: itself, and what may come after it. */
interface PageModules {
  page: string;
  later?: string;
}

/**
 * The pages people open the desk with, by their address ("coins/*": one level down). A page that is not here loads as
 * well, only its code is asked for by the app, once that runs.
 */
const PAGES: Record<string, PageModules> = {
  "": { page: "routes/market-route.tsx" },
  overview: { page: "routes/overview-route.tsx" },
  "coins/*": { page: "routes/coin-route.tsx", later: "features/coin/price-chart.tsx" },
  compare: { page: "routes/compare-route.tsx", later: "ui/series-canvas.tsx" },
  watchlists: { page: "routes/watchlists-route.tsx" },
  "data-health": { page: "routes/health-route.tsx" },
  reports: { page: "routes/reports-route.tsx" },
  "reports/*": { page: "routes/report-route.tsx" },
  settings: { page: "routes/settings-route.tsx" },
};
/** The English texts of all these pages. */
const TEXTS = "catalogue/en/pages.ts";

/** Has the document ask for its page's code beside the app's own, instead of after the app has been loaded and run. */
export function earlyPageCode(): Plugin {
  return {
    name: "early-page-code",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((part) => part.type === "chunk");
      const document = bundle["index.html"];
      if (document?.type !== "asset") return this.error("the build has no index.html");
      const chunkOf = (module: string) =>
        chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/src/${module}`)) ??
        this.error(`no chunk of the build is src/${module}, which scripts/early-page-code.ts names`);
      const ofApp = filesOf(
        chunks.filter(({ isEntry }) => isEntry),
        bundle,
      );
      const pages = Object.entries(PAGES).map(([address, { page, later }]) => {
        const without = (files: string[], others: string[]) => files.filter((file) => !others.includes(file));
        const first = without(filesOf([page, TEXTS].map(chunkOf), bundle), ofApp);
        const then = later === undefined ? [] : without(filesOf([chunkOf(later)], bundle), [...ofApp, ...first]);
        return [address, { first, then }];
      });
      const source = readFileSync(TEMPLATE, "utf8").replace(
        "{ __PAGES__: {} }",
        JSON.stringify(Object.fromEntries(pages)),
      );
      const reference = this.emitFile({ type: "asset", name: "early-page-code.js", source });
      const tag = `<script async src="/${this.getFileName(reference)}"></script>`;
      document.source = String(document.source).replace(/(?=<script type="module")/, () => `${tag}\n    `);
    },
  };
}

/** The files that chunks need before they can run, scripts and styles, each once. */
function filesOf(chunks: readonly Rolldown.OutputChunk[], bundle: Rolldown.OutputBundle): string[] {
  const seen = new Set<string>();
  const visit = (chunk: Rolldown.OutputChunk) => {
    if (seen.has(chunk.fileName)) return;
    seen.add(chunk.fileName);
    for (const style of chunk.viteMetadata?.importedCss ?? []) seen.add(style);
    for (const file of chunk.imports) {
      const needed = bundle[file];
      if (needed?.type === "chunk") visit(needed);
    }
  };
  for (const chunk of chunks) visit(chunk);
  return [...seen];
}
