import { describe, expect, it } from "vitest";
import { listingDraft, NOON, secondsBefore } from "../../../test/support/listing-drafts.ts";
import {
  changePct,
  figuresOf,
  type KnownCoin,
  type PendingJump,
  planRefresh,
  unconfirmedJumps,
} from "./plan-refresh.ts";
import type { ListingDraft } from "./providers/market-provider.ts";

const TRUST = { jumpPct: 40, agreementPct: 5, observations: 3, comparableForMs: 86_400_000 };
const DAY_S = 86_400;

interface Held {
  priceUsd?: string;
  asOf?: Date;
  source?: string;
  pending?: Partial<PendingJump> | null;
}

/** Bitcoin as the desk knows it, last priced at 100 ten minutes ago by CoinGecko. */
function known({
  priceUsd = "100",
  asOf = secondsBefore(600),
  source = "coingecko",
  pending = null,
}: Held = {}): KnownCoin {
  const draft = listingDraft("bitcoin", { priceUsd, asOf });
  return {
    no: 1,
    id: "bitcoin",
    symbol: draft.symbol,
    name: draft.name,
    imageUrl: null,
    categories: [],
    listing: { priceUsd, asOf, source, figures: figuresOf(draft, source) },
    pending: pending && {
      id: "jump-1",
      lastGoodUsd: priceUsd,
      proposedUsd: "200",
      proposedAsOf: secondsBefore(300),
      observations: 1,
      ...pending,
    },
  };
}

function plan(
  draft: Partial<ListingDraft>,
  {
    coin = known(),
    source = "coingecko",
    confirmedAt,
  }: { coin?: KnownCoin | null; source?: string; confirmedAt?: string } = {},
) {
  return planRefresh({
    drafts: [{ coinId: "bitcoin", draft: listingDraft("bitcoin", draft) }],
    known: new Map(coin ? [["bitcoin", coin]] : []),
    source,
    trust: TRUST,
    now: NOON,
    confirmations: new Map(confirmedAt ? [["bitcoin", { priceUsd: confirmedAt, source: "coinmarketcap" }]] : []),
  });
}

describe("planRefresh", () => {
  it("writes a coin that was never seen, whatever its price", () => {
    const made = plan({ priceUsd: "0.00000000005" }, { coin: null });
    expect(made.coins).toHaveLength(1);
    expect(made.figures).toHaveLength(1);
    expect(made.jumps).toEqual([]);
  });

  it("sets an older price aside instead of replacing a newer one", () => {
    const made = plan({ asOf: secondsBefore(601) });
    expect(made.figures).toEqual([]);
    expect(made.setAside).toMatchObject([{ externalId: "bitcoin", reason: "stale" }]);
  });

  it("keeps what it has when another source gives a price of the same moment", () => {
    const made = plan({ asOf: secondsBefore(600), priceUsd: "101" }, { source: "coinmarketcap" });
    expect(made.figures).toEqual([]);
    expect(made.setAside).toMatchObject([{ reason: "stale" }]);
  });

  it("takes corrected figures of the same moment from the same source", () => {
    expect(plan({ asOf: secondsBefore(600), priceUsd: "101" }).figures).toHaveLength(1);
  });

  it("counts equal figures as unchanged and writes nothing", () => {
    const made = plan({ asOf: secondsBefore(600) });
    expect(made).toMatchObject({ unchanged: 1, coins: [], figures: [], hold: [], jumps: [], setAside: [] });
  });

  it("writes figures that have become unknown as unknown", () => {
    const coin = known();
    const made = plan({ volume24hUsd: null, marketCapUsd: null }, { coin });
    expect(made.figures[0]?.draft).toMatchObject({ volume24hUsd: null, marketCapUsd: null });
  });

  it("describes a coin anew under a new ticker, but not for an image that is missing this once", () => {
    expect(plan({ symbol: "LUNC" }).coins).toHaveLength(1);
    expect(plan({ imageUrl: null }, { coin: { ...known(), imageUrl: "https://example.test/a.png" } }).coins).toEqual(
      [],
    );
    expect(plan({ categories: null }, { coin: { ...known(), categories: ["defi"] } }).coins).toEqual([]);
  });

  it.each([
    ["+40 %", "140", false],
    ["just above +40 %", "140.01", true],
    ["-40 %", "60", false],
    ["just below -40 %", "59.99", true],
  ])("at %s holds a price back: %s → %s", (_, priceUsd, held) => {
    const made = plan({ priceUsd });
    expect(made.hold.length === 1).toBe(held);
    expect(made.figures.length === 0).toBe(held);
    expect(made.jumps.map(({ kind }) => kind)).toEqual(held ? ["open"] : []);
  });

  it("opens a jump with its size and keeps the last good price", () => {
    const made = plan({ priceUsd: "250" });
    expect(made.jumps).toMatchObject([{ kind: "open", changePct: 150, note: null, coin: { id: "bitcoin" } }]);
  });

  it("publishes a jump at once when a second source agrees within the setting", () => {
    const made = plan({ priceUsd: "200" }, { confirmedAt: "195" });
    expect(made.figures).toHaveLength(1);
    expect(made.jumps).toEqual([]);
  });

  it("opens a contradicted jump and notes what the second source says", () => {
    const made = plan({ priceUsd: "200" }, { confirmedAt: "101" });
    expect(made.figures).toEqual([]);
    expect(made.jumps).toMatchObject([{ kind: "open", note: "coinmarketcap says 101" }]);
  });

  it("counts a repetition at the same level, and begins again at another one", () => {
    const coin = known({ pending: { observations: 1 } });
    expect(plan({ priceUsd: "201" }, { coin }).jumps).toMatchObject([{ kind: "repeat", sameLevel: true }]);
    expect(plan({ priceUsd: "400" }, { coin }).jumps).toMatchObject([{ kind: "repeat", sameLevel: false }]);
  });

  it("does not count the same observation twice", () => {
    const coin = known({ pending: { observations: 2, proposedAsOf: secondsBefore(60) } });
    const made = plan({ priceUsd: "200", asOf: secondsBefore(60) }, { coin });
    expect(made.jumps).toEqual([]);
    expect(made.hold).toHaveLength(1);
    expect(made.figures).toEqual([]);
  });

  it("releases a jump as persisted at the last of the demanded observations", () => {
    const made = plan({ priceUsd: "200" }, { coin: known({ pending: { observations: 2 } }) });
    expect(made.jumps).toMatchObject([{ kind: "close", state: "persisted", note: "said 3 times in a row" }]);
    expect(made.figures).toHaveLength(1);
    expect(made.hold).toEqual([]);
  });

  it("lets a contradicting second source outweigh any number of repetitions", () => {
    const coin = known({ pending: { observations: 50 } });
    const made = plan({ priceUsd: "200" }, { coin, confirmedAt: "100" });
    expect(made.jumps).toMatchObject([{ kind: "repeat", note: "coinmarketcap says 100" }]);
    expect(made.figures).toEqual([]);
  });

  it("closes a held jump as confirmed once a second source agrees", () => {
    const made = plan({ priceUsd: "200" }, { coin: known({ pending: {} }), confirmedAt: "200" });
    expect(made.jumps).toMatchObject([{ kind: "close", state: "confirmed", note: "coinmarketcap says 200" }]);
    expect(made.figures).toHaveLength(1);
  });

  it("closes a held jump as withdrawn when the source goes back", () => {
    const made = plan({ priceUsd: "104" }, { coin: known({ pending: {} }) });
    expect(made.jumps).toMatchObject([{ kind: "close", state: "withdrawn", note: "back at 104" }]);
    expect(made.figures).toHaveLength(1);
  });

  it("does not judge by a last good price of more than a day ago", () => {
    const made = plan({ priceUsd: "900" }, { coin: known({ asOf: secondsBefore(DAY_S + 1) }) });
    expect(made.figures).toHaveLength(1);
    expect(made.jumps).toEqual([]);
  });

  it("does not call a jump withdrawn that is released because the last good price has aged", () => {
    const coin = known({ asOf: secondsBefore(DAY_S + 1), pending: { observations: 1 } });
    const [decision] = plan({ priceUsd: "200" }, { coin }).jumps;
    expect(decision).toMatchObject({ kind: "close", state: "persisted" });
  });
});

describe("unconfirmedJumps", () => {
  it("asks a second source about jumps only: not about stale rows, small moves or new coins", () => {
    const ask = (draft: Partial<ListingDraft>, coin: KnownCoin | null = known()) =>
      unconfirmedJumps(
        [{ coinId: "bitcoin", draft: listingDraft("bitcoin", draft) }],
        new Map(coin ? [["bitcoin", coin]] : []),
        TRUST,
        NOON,
      ).length;
    expect(ask({ priceUsd: "200" })).toBe(1);
    expect(ask({ priceUsd: "120" })).toBe(0);
    expect(ask({ priceUsd: "200", asOf: secondsBefore(900) })).toBe(0);
    expect(ask({ priceUsd: "200" }, null)).toBe(0);
  });
});

describe("changePct", () => {
  it("is exact enough for the smallest and largest prices", () => {
    expect(changePct("0.000000000056366", "0.000000000112732")).toBe(100);
    expect(changePct("657479138251227900000", "328739569125613950000")).toBe(-50);
  });
});
