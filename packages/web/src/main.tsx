import "./app/mantine-styles.ts";
import "./app/theme.css";
import "./app/first-paint.css";
import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { languageOf } from "./app/figure-style.ts";
import { keepAnswersForOffline, restoreWhileAway } from "./app/offline-answers.ts";
import { printLight } from "./app/print-light.ts";
import { preloadPages, router } from "./app/router.tsx";
import { keepForOffline } from "./app/service-worker.ts";
import { whenQuiet } from "./app/when-quiet.ts";
import { speak } from "./catalogue/catalogue.ts";
import { queryClient } from "./lib/query-client.ts";
import { followAccount } from "./session/workspace.ts";
import { preferences } from "./stores/preferences.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
// A language that cannot be loaded now leaves the desk in English, which is always there.
await speak(languageOf(preferences.get(), navigator.languages)).catch(() => undefined);
restoreWhileAway();
followAccount();
printLight();
// The page's code is on its way while the shell is drawn, and the shell is there from the first render on.
void router.load();
// In slices: whatever happens meanwhile is answered in between.
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
window.addEventListener(
  "load",
  () => {
    keepAnswersForOffline();
    // A browser opens six connections to a server: asked for at once, the other pages' code takes them from this page's data.
    const busy = () => router.state.isLoading || queryClient.isFetching() > 0;
    // Soon: nobody knows how long the server stays.
    whenQuiet(() => void preloadPages(), { quietMs: 150, busy });
    whenQuiet(keepForOffline, { quietMs: 2_000, busy });
  },
  { once: true },
);
