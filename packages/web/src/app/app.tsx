import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { queryClient } from "../lib/query-client.ts";
import { LocalisedDesk } from "./localised-desk.tsx";
import { colorSchemeManager, theme } from "./theme.ts";

const Toasts = lazy(() => import("./toasts.tsx").then((module) => ({ default: module.Toasts })));

export function App() {
  return (
    <MantineProvider theme={theme} colorSchemeManager={colorSchemeManager} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Suspense>
          <Toasts />
        </Suspense>
        <LocalisedDesk />
      </QueryClientProvider>
    </MantineProvider>
  );
}
