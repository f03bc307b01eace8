import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { queryClient } from "../lib/query-client.ts";
import { LocalisedDesk } from "./localised-desk.tsx";
import { colorSchemeManager, theme } from "./theme.ts";
import { whenIdle } from "./when-quiet.ts";

const Toasts = lazy(async () => {
  await new Promise<void>(whenIdle);
  const { Toasts } = await import("./toasts.tsx");
  return { default: Toasts };
});

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
