import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin, Rolldown } from "vite";

const TEMPLATE = fileURLToPath(new URL("./early-page-code.template.js", import.meta.url));

/**
 * The pages people open the desk with, by their address ("coins/*": one level down), and the modules that show them. A
 * page that is not here loads as well, only its code is asked for by the app, once that runs.
 */
const PAGES: Record<string, readonly string[]> = {
  "": ["routes/market-route.tsx"],
  overview: ["routes/overview-route.tsx"],
  "coins/*": ["routes/coin-route.tsx", "features/coin/price-chart.tsx"],
  compare: ["routes/compare-route.tsx", "features/compare/index-canvas.tsx"],
  watchlists: ["routes/watchlists-route.tsx"],
  "data-health": ["routes/health-route.tsx"],
  reports: ["routes/reports-route.tsx"],
  "reports/*": ["routes/report-route.tsx"],
  settings: ["routes/settings-route.tsx"],
};
/** The English texts of all these pages. */
const TEXTS = "catalogue/en/pages.ts";

/**
 * Has the document ask for its page's code beside the app's own, instead of after the app has been loaded and run. The
 * module's name is wrong where the build fails here: the tables above name files below `src`.
 */
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
        this.error(`no chunk of the build is src/${module}`);
      const first = new Set(
        filesOf(
          chunks.filter(({ isEntry }) => isEntry),
          bundle,
        ),
      );
      const pages = Object.entries(PAGES).map(([address, modules]) => {
        const files = filesOf([...modules, TEXTS].map(chunkOf), bundle);
        return [address, files.filter((file) => !first.has(file))];
      });
      const source = readFileSync(TEMPLATE, "utf8").replace(
        "{ __PAGES__: [] }",
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
