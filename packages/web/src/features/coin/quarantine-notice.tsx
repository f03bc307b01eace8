import { Link } from "@tanstack/react-router";
import { useLivePrice } from "../../market-data/use-live-listings.ts";
import { WarningNotice } from "../../ui/warning-notice.tsx";

/** Says that the shown price is the last good one while a jump waits to be confirmed. */
export function QuarantineNotice({ id, quarantined }: { id: string; quarantined: boolean }) {
  const held = useLivePrice(id)?.change.quarantined ?? quarantined;
  if (!held) return null;
  return (
    <WarningNotice title="A price jump is being held back">
      The source reported a price far from the last one and no second source has confirmed it. What you see is the last
      good price. <Link to="/data-health">Look at the reported price</Link>.
    </WarningNotice>
  );
}
