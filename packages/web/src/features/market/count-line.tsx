import { VisuallyHidden } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import classes from "./count-line.module.css";
import type { MarketCount } from "./use-listing-count.ts";

// Who is still choosing filters is not talked to.
const QUIET_MS = 800;

/** How many coins match, in sight and, when the filters have changed, aloud. Numbers that drift with the prices stay silent. */
export function CountLine({ counted }: { counted: MarketCount | null }) {
  const text = counted === null ? "" : countWords(counted);
  const said = useSaidAfterChange(counted === null || counted.former ? null : { of: counted.filter, text });
  return (
    <>
      <span className={classes.root} data-former={counted?.former || undefined}>
        {text}
      </span>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  );
}

/** `1,234 of 10,412 coins`, or how many there are where nothing is filtered. */
export function countWords({ matching, coins, filter }: MarketCount): string {
  const shown = formatCount(coins);
  if (filter === "") return t("market.counted", { count: coins, shown });
  return t("market.countedOf", { count: coins, shown, matching: formatCount(matching) });
}

/** What a polite region says: nothing of what the page was opened with, and then each question's answer once, after a pause. */
function useSaidAfterChange(answer: { of: string; text: string } | null): string {
  const [said, setSaid] = useState("");
  const known = useRef<string | null>(null);
  const { of = null, text = "" } = answer ?? {};
  useEffect(() => {
    if (of === null || of === known.current) return;
    if (known.current === null) {
      known.current = of;
      return;
    }
    const timer = setTimeout(() => {
      known.current = of;
      setSaid(text);
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [of, text]);
  return said;
}
