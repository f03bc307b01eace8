import { CoinId } from "@cryptodesk/shared/market/source.contract";
import { afterEach, describe, expect, it, vi } from "vitest";
import { hasRecordings, readRecordedBody } from "../../../../test/support/recorded-upstream.ts";
import {
  ForeignFigure,
  imageUrlOf,
  isUsableKey,
  MAX_EXTREME_CHANGE_PCT,
  nameOf,
  percent,
  positive,
  rankOf,
  sampleOf,
  symbolOf,
  timeOf,
  zeroOrMore,
} from "./foreign-values.ts";

describe("figures", () => {
  it.each([
    [5.6366e-11, "0.000000000056366"],
    [1.5927839465879376e17, "159278394658793760"],
    [657479138251227900000, "657479138251227900000"],
    ["6.60343667978E-8", "0.0000000660343667978"],
    ["18921275.0", "18921275"],
    [0, null],
    ["0.0", null],
    [-3, null],
    ["", null],
    ["N/A", null],
    [null, null],
    [undefined, null],
  ])("takes %s as a positive amount to be %s", (value, amount) => {
    expect(positive(value)).toBe(amount);
  });

  it("keeps a volume of zero, which is a fact, apart from an unknown one", () => {
    expect([0, "0.0", null, "", -1].map(zeroOrMore)).toEqual(["0", "0", null, null, null]);
  });

  it("counts a figure of another type as unknown instead of refusing the row", () => {
    expect([{}, [], true, Number.POSITIVE_INFINITY].map((value) => ForeignFigure.parse(value))).toEqual(
      Array(4).fill(null),
    );
  });

  it.each([
    [2.5, 2.5],
    ["-12.5", -12.5],
    [0, 0],
    [-100, -100],
    [-100.1, null],
    [1.6191219945109143e39, null],
    [1_000_001, null],
    [-1.42109e-14, 0],
    ["", null],
    [null, null],
  ])("takes %s percent to be %s", (value, pct) => {
    expect(percent(value)).toBe(pct);
  });

  it("allows a rise of millions of percent since an all-time low, but no overflow", () => {
    expect(percent(53_099_753.50338, MAX_EXTREME_CHANGE_PCT)).toBe(53_099_753.50338);
    expect(percent(7.2e36, MAX_EXTREME_CHANGE_PCT)).toBeNull();
  });

  it("takes only whole numbers from 1 for ranks", () => {
    expect([1, "484", 0, -1, 1.5, null].map(rankOf)).toEqual([1, 484, null, null, null, null]);
  });
});

describe("times", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("without a zone are UTC wherever the desk runs", () => {
    vi.stubEnv("TZ", "America/New_York");
    expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(300);
    expect(timeOf("2025-01-01T00:04:31")?.toISOString()).toBe("2025-01-01T00:04:31.000Z");
    expect(timeOf("2013-04-28")?.toISOString()).toBe("2013-04-28T00:00:00.000Z");
  });

  it.each([
    ["2023-01-07T08:39:03.309Z", "2023-01-07T08:39:03.309Z"],
    ["2017-11-01T00:00:00Z", "2017-11-01T00:00:00.000Z"],
    ["2025-11-20T02:49:16.124+00:00", "2025-11-20T02:49:16.124Z"],
    ["2025-01-01T02:00:00+02:00", "2025-01-01T00:00:00.000Z"],
    ["2025-01-01 00:04:31 UTC", "2025-01-01T00:04:31.000Z"],
    ["2025-01-01T00:04:31", "2025-01-01T00:04:31.000Z"],
    ["2013-04-28", "2013-04-28T00:00:00.000Z"],
    [1621346159, "2021-05-18T13:55:59.000Z"],
    ["1516779565", "2018-01-24T07:39:25.000Z"],
    [1618499053863, "2021-04-15T15:04:13.863Z"],
  ])("reads %s as %s", (value, iso) => {
    expect(timeOf(value)?.toISOString()).toBe(iso);
  });

  it.each([
    null,
    undefined,
    "",
    "soon",
    "01-01-2025",
    "2025-13-01T00:00:00Z",
    0,
    1,
    "1970-01-01T00:00:00Z",
    Number.NaN,
  ])("does not take %s for the time of a price", (value) => {
    expect(timeOf(value)).toBeNull();
  });
});

describe("symbols and names", () => {
  it.each([
    ["btc", "BTC"],
    ["neo ", "NEO"],
    ["\u00a0usdc.e\u00a0", "USDC.E"],
    ["sta\u200bble", "STABLE"],
    ["\ufeffabc", "ABC"],
    ["發發發", "發發發"],
    ["🟥🟩", "🟥🟩"],
    ["hdp.ф", "HDP.Ф"],
    ["100¥", "100¥"],
    ["", ""],
    [" ", ""],
  ])("writes the symbol %s as %s", (symbol, clean) => {
    expect(symbolOf(symbol)).toBe(clean);
  });

  it("does not depend on the locale for the dotted and the dotless i", () => {
    expect(symbolOf("ti\u0307gr")).toBe("T\u0130GR");
    expect(symbolOf("tigr")).toBe("TIGR");
    expect(symbolOf("ti\u0307gr")).not.toBe(symbolOf("tigr"));
  });

  it("keeps look-alike letters of other alphabets, so that two coins stay two", () => {
    expect(symbolOf("ΤBTC")).toBe("ΤBTC");
    expect(symbolOf("ΤBTC")).not.toBe(symbolOf("TBTC"));
  });

  it.each([
    ["BoatKid\u00a0", "BoatKid"],
    ["Kangaroo the Jumping Co\u200bin", "Kangaroo the Jumping Coin"],
    ["\u200b\u200bStable", "Stable"],
    ['"\u3000"', '" "'],
    ["DOG•GO•TO•THE•MOON (Runes)", "DOG•GO•TO•THE•MOON (Runes)"],
    ["༼ つ ◕_◕ ༽つ", "༼ つ ◕_◕ ༽つ"],
    ["Amouranth's minutes", "Amouranth's minutes"],
    ["Alpaco AI & MCPs", "Alpaco AI & MCPs"],
    ["nioctiB\u202e", "nioctiB"],
    ["two\nlines\u0000", "two lines"],
  ])("writes the name %j as %j", (name, clean) => {
    expect(nameOf(name)).toBe(clean);
  });

  it("keeps the joiners that hold one emoji together in a name", () => {
    expect(nameOf("👨‍👩‍👧 coin")).toBe("👨‍👩‍👧 coin");
  });
});

describe("keys", () => {
  it.each(["_", "1move token", "boringdao-[old]", "hive_dollar", "bitCNY", "-5", "-11", "比特币"])("keeps %s", (id) => {
    expect(isUsableKey(id)).toBe(true);
  });

  it.each(["", " bitcoin", "bitcoin ", "bit\u0000coin", "x".repeat(129), "\u00a0"])("refuses %j", (id) => {
    expect(isUsableKey(id)).toBe(false);
  });

  it.skipIf(!hasRecordings).each(["2022-01.json.gz", "2023-04.json.gz", "2025-08_vcr_coins_list.json.gz"])(
    "agrees with the contract on every id of the recorded list %s, and none is lost",
    (file) => {
      const coins = readRecordedBody(`upstream/coingecko/list/${file}`) as { id: string }[];
      expect(coins.length).toBeGreaterThan(9000);
      const refused = coins.filter(({ id }) => !isUsableKey(id) || !CoinId.safeParse(id).success);
      expect(refused).toEqual([]);
    },
  );
});

describe("images and samples", () => {
  it("takes https addresses only: a missing image is the bare text missing_large.png", () => {
    const address = "https://coin-images.coingecko.com/coins/images/1/large/bitcoin.png?1696501400";
    expect(imageUrlOf(address)).toBe(address);
    const refused = ["missing_large.png", "", null, undefined, "http://a/b.png", "javascript:alert(1)", "https://"];
    expect(refused.map(imageUrlOf)).toEqual(refused.map(() => null));
  });

  it("cuts samples to 500 characters and can show anything", () => {
    expect(sampleOf({ long: "x".repeat(1000) })).toHaveLength(500);
    expect([null, undefined, 7].map(sampleOf)).toEqual(["null", "undefined", "7"]);
  });
});
