import { describeRemark, remarkOf } from "@cryptodesk/quant/remarks/remark";

/** Why a signal was not filled; `PaperSignal.remark` is found by these sentences again. */
type Refusal =
  | "desk-off"
  | "no-live-price"
  | "long-and-short"
  | "size-unknown"
  | "left-universe"
  | "cooling-down"
  | "most-positions"
  | "no-cash-left"
  | "volume-unknown"
  | "too-much-slippage";

/** Why a signal was not filled, as it is kept with the signal. */
export function noteOf(code: Exclude<Refusal, "most-positions">): string;
export function noteOf(code: "most-positions", values: { most: number }): string;
export function noteOf(code: Refusal, { most = 0 }: { most?: number } = {}): string {
  return describeRemark(code === "most-positions" ? remarkOf(code, { most }) : remarkOf(code, {}));
}
