import "i18next";
import type { en } from "./en/en.ts";
import type { later } from "./en/later.ts";
import type { pages } from "./en/pages.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "desk";
    resources: { desk: typeof en & typeof later & typeof pages };
  }
}
