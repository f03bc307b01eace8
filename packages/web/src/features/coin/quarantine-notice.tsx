import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { useLivePrice } from "../../market-data/use-live-listings.ts";
import { WarningNotice } from "../../ui/warning-notice.tsx";

/** Says that the shown price is the last good one while a jump waits to be confirmed. */
export function QuarantineNotice({ id, quarantined }: { id: string; quarantined: boolean }) {
  const held = useLivePrice(id)?.change.quarantined ?? quarantined;
  if (!held) return null;
  return (
    <WarningNotice title={t("words.heldBack")}>
      {t("coin.heldBackDetail")} <Link to="/data-health">{t("coin.heldBackLook")}</Link>
    </WarningNotice>
  );
}
