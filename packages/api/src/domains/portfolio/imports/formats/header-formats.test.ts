import { describe, expect, it } from "vitest";
import { isWorded, readText } from "../analysis/read-text.fixture.ts";
import { FORMATS } from "./format-registry.ts";

const reads = async (lines: readonly string[], options = {}) => readText(lines.join("\r\n"), options);

describe("Kraken ledgers", () => {
  const HEADER = '"txid","refid","time","type","subtype","aclass","asset","amount","fee","balance"';
  const PENDING = [
    '"","QCCA6ZN-5V5YRZ-GFXN7W","2020-12-31 06:14:02","deposit","","currency","ZEUR",1000.0000,0.0000,""',
    '"LYOM2B-J6VD2-YRYBOA","QCCA6ZN-5V5YRZ-GFXN7W","2020-12-31 06:14:54","deposit","","currency","ZEUR",1000.0000,0.0000,10581.8771',
  ];

  it("count a deposit once that is listed before it is booked", async () => {
    const { said, rows } = await reads([HEADER, ...PENDING], { cash: "held" });
    expect(said).toEqual(["2 ignored", "3 deposit fiat:eur 1000 for 1000 eur cost 1000"]);
    expect(rows[0]?.reason).toBe("Pending at first; the booked row is line 3.");
  });

  it("join the rows of one refid, take asset codes and staking suffixes apart", async () => {
    const { said, result } = await reads([
      HEADER,
      '"L1","T1","2021-01-01 10:00:00","trade","","currency","ZEUR",-100.0000,0.1600,900',
      '"L3","W1","2021-01-02 10:00:00","withdrawal","","currency","XXBT",-0.0100000000,0.0001500000,0.01',
      '"L2","T1","2021-01-01 10:00:00","trade","","currency","XXBT",0.0041234567,0.0000000000,0.02',
      '"L4","S1","2021-01-03 10:00:00","staking","","currency","DOT.S",0.0000012345,0.0000000000,1',
      '"L5","M1","2021-01-04 10:00:00","transfer","spottostaking","currency","DOT",-5,0,1',
      '"L6","M2","2021-01-04 10:00:00","transfer","stakingfromspot","currency","DOT.S",5,0,6',
      '"L7","E1","2021-01-05 10:00:00","earn","reward","currency","XBT.M",0.00000010,0.00000002,1',
      '"L8","X1","2021-01-05 10:00:00","spend","","currency","XXDG",-100,0,1',
      '"L9","X1","2021-01-05 10:00:00","receive","","currency","XETH",0.01,0.0001,1',
    ]);
    expect(result.format).toBe("kraken-ledgers");
    expect(said).toEqual([
      "2+1 buy btc 0.0041234567 for 100 eur fee 0.16 eur",
      "3 withdrawal btc 0.01 fee 0.00015 btc",
      "5 staking-reward dot 0.0000012345",
      "6 ignored",
      "7 ignored",
      "8 staking-reward btc 0.0000001 fee 0.00000002 btc",
      "9+1 swap doge 100 to eth 0.01 fee 0.0001 eth",
    ]);
  });

  it("are recognised in their later generations, and leave out withdrawals that failed", async () => {
    const { said, result } = await reads([
      '"txid","refid","time","type","subtype","aclass","subclass","asset","wallet","amount","fee","balance","amountusd","feeusd","balanceusd","feecurrency"',
      '"A","R","2025-01-01 10:00:00","withdrawal","","currency","","ETH","spot",-1.0,0.005,2,3000,15,6000,',
      '"B","R","2025-01-01 11:00:00","withdrawal","","currency","","ETH","spot",1.0,-0.005,3,3000,15,9000,',
    ]);
    expect(result.format).toBe("kraken-ledgers");
    expect(said).toEqual(["2 ignored", "3 ignored"]);
  });

  it("refuse rows whose refid a spreadsheet has shortened", async () => {
    const { rows } = await reads([
      HEADER,
      '"A","1.23E+15","2021-01-01 10:00:00","trade","","currency","ZEUR",-100,0,1',
    ]);
    expect(rows[0]).toMatchObject({ state: "refused", reason: expect.stringContaining("shortened by a spreadsheet") });
  });
});

describe("Kraken trades", () => {
  it("take pairs of every spelling apart", async () => {
    const { said } = await reads([
      '"txid","ordertxid","pair","time","type","ordertype","price","cost","fee","vol","margin","misc","ledgers"',
      '"T1","O1","XXBTZEUR","2021-01-01 10:00:00.1234","buy","limit",30000.0,300.0,0.48,0.01000000,0.0,"",""',
      '"T2","O2","XETHXXBT","2021-01-01 10:00:00","sell","limit",0.03,0.003,0.000005,0.1,0.0,"",""',
      '"T3","O3","XTZEUR","2021-01-01 10:00:00","buy","limit",2,10,0.02,5,0.0,"",""',
      '"T4","O4","ADA/USD","2021-01-01 10:00:00","buy","limit",1,10,0.02,10,0.0,"",""',
      '"T5","O5","XXBTZEUR","2021-01-01 10:00:00","buy","limit",30000.0,300.0,0.48,0.01,60.0,"",""',
    ]);
    expect(said).toEqual([
      "2 buy btc 0.01 for 300 eur fee 0.48 eur",
      "3 swap eth 0.1 to btc 0.003 fee 0.000005 btc",
      "4 buy xtz 5 for 10 eur fee 0.02 eur",
      "5 buy ada 10 for 10 usd fee 0.02 usd",
      "6 refused",
    ]);
  });
});

describe("Coinbase", () => {
  const PREAMBLE = ["", "Transactions", "User,Jane Doe,2f6a6c1e-0000-0000-0000-000000000000"];
  const REST = "Subtotal,Total (inclusive of fees and/or spread),Fees and/or Spread,Notes";

  it("of 2024 and later: signs, thousands, negative sales, rebates, conversions in the note", async () => {
    const { said, result } = await reads([
      ...PREAMBLE,
      `ID,Timestamp,Transaction Type,Asset,Quantity Transacted,Price Currency,Price at Transaction,${REST},Sender Address,Recipient Address`,
      'a1,2024-06-01T10:00:00Z,Buy,BTC,1.5,EUR,"€54,869.33","€82,304.00","€82,500.25","€196.25",Bought 1.5 BTC,,',
      'a2,2024-12-19 17:59:59 UTC,Advanced Trade Sell,ETH,-2,EUR,"€3,500.00","€7,000.00","€6,990.00",-€0.50,Sold 2 ETH,,',
      "a3,2024-06-03T10:00:00Z,Convert,ETH,-1,EUR,€10.00,€10.00,€10.10,€0.10,Converted 1 ETH to 0.05 BTC,,",
      "a4,2024-06-04T10:00:00Z,Staking Income,ETH,0.00000123,EUR,€3000,€0.01,€0.01,€0.00,,,",
      "a5,2024-06-05T10:00:00Z,Send,BTC,-0.25,EUR,€60000,-€15000.00,-€15000.00,€0.00,Sent to bc1,,bc1",
      "a6,2024-06-06T10:00:00Z,Convert,ETH,-1,EUR,€10.00,€10.00,€10.10,€0.10,?,,",
    ]);
    expect(result.format).toBe("coinbase-v4");
    expect(said).toEqual([
      "5 buy btc 1.5 for 82304 eur fee 196.25 eur",
      "6 sell eth 2 for 7000 eur fee -0.5 eur",
      "7 swap eth 1 to btc 0.05 for 10 eur fee 0.1 eur",
      "8 staking-reward eth 0.00000123 for 0.01 eur",
      "9 withdrawal btc 0.25 for 15000 eur",
      "10 refused",
    ]);
  });

  it("of the generations before", async () => {
    const second = await reads([
      "Timestamp,Transaction Type,Asset,Quantity Transacted,Spot Price Currency,Spot Price at Transaction,Subtotal,Total (inclusive of fees),Fees,Notes",
      "2021-03-01T10:00:00Z,Buy,BTC,0.1,USD,50000.00,5000.00,5050.00,50.00,Bought",
    ]);
    expect([second.result.format, second.said]).toEqual(["coinbase-v2", ["2 buy btc 0.1 for 5000 usd fee 50 usd"]]);
    const third = await reads([
      ...PREAMBLE,
      `Timestamp,Transaction Type,Asset,Quantity Transacted,Spot Price Currency,Spot Price at Transaction,${REST}`,
      "2023-03-01T10:00:00Z,Rewards Income,ALGO,0.5,USD,0.20,0.10,0.10,0.00,reward",
    ]);
    expect([third.result.format, third.said]).toEqual(["coinbase-v3", ["5 staking-reward algo 0.5 for 0.1 usd"]]);
  });

  it("of the first generation: the currency is in the note, or is asked for", async () => {
    const header = `Timestamp,Transaction Type,Asset,Quantity Transacted,Spot Price at Transaction,${REST}`;
    const named = await reads([
      ...PREAMBLE,
      header,
      "2020-03-01T10:00:00Z,Buy,BTC,0.1,8000,800,805,5,Bought 0.1 BTC for €805.00 EUR",
    ]);
    expect([named.result.format, named.said]).toEqual(["coinbase-v1", ["5 buy btc 0.1 for 800 eur fee 5 eur"]]);
    const bare = [header, "2020-03-01T10:00:00Z,Buy,BTC,0.1,8000,800,805,5,Bought"];
    const asked = await reads(bare);
    expect(asked.result.findings?.questions).toMatchObject([{ option: "currency", isRequired: true }]);
    expect((await reads(bare, { currency: "gbp" })).said).toEqual(["2 buy btc 0.1 for 800 gbp fee 5 gbp"]);
  });

  it("Pro fills: the total holds the fee of a purchase and lacks that of a sale", async () => {
    const { said } = await reads([
      "portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit",
      "default,1,BTC-EUR,BUY,2020-01-01T10:00:00.000Z,0.1,BTC,7000,3.5,-703.5,EUR",
      "default,2,BTC-EUR,SELL,2020-01-02T10:00:00.000Z,0.1,BTC,7000,3.5,696.5,EUR",
    ]);
    expect(said).toEqual(["2 buy btc 0.1 for 700 eur fee 3.5 eur", "3 sell btc 0.1 for 700 eur fee 3.5 eur"]);
  });
});

describe("Binance trade history", () => {
  it("takes units off the numbers, also where they begin with a figure", async () => {
    const { said } = await reads([
      "Date(UTC),Pair,Side,Price,Executed,Amount,Fee",
      "2021-01-01 10:00:00,BTCUSDT,BUY,30500,0.001BTC,30.5USDT,0.00000100BTC",
      "2021-01-01 10:00:01,1INCHUSDT,SELL,2,141INCH,28USDT,0.00007BNB",
      '2021-01-01 10:00:02,ETHEUR,BUY,1000,"1,000.5ETH","1,000,500EUR",0EUR',
      "2021-01-01 10:00:03,ETHEUR,BUY,1000,1DOGE,1000EUR,0EUR",
    ]);
    expect(said).toEqual([
      "2 swap usdt 30.5 to btc 0.001 fee 0.000001 btc",
      "3 swap 1inch 14 to usdt 28 fee 0.00007 bnb",
      "4 buy eth 1000.5 for 1000500 eur",
      "5 refused",
    ]);
  });

  it("reads the generation before, with a pair and no units", async () => {
    const { said } = await reads([
      "Date(UTC),Market,Type,Price,Amount,Total,Fee,Fee Coin",
      "2018-01-01 10:00:00,LINKBTC,SELL,0.0001,10,0.001,0.000001,BTC",
    ]);
    expect(said).toEqual(["2 swap link 10 to btc 0.001 fee 0.000001 btc"]);
  });
});

describe("Koinly, Delta, KuCoin", () => {
  it("Koinly labels say what a row is", async () => {
    const { said } = await reads([
      "Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Net Worth Amount,Net Worth Currency,Label,Description,TxHash",
      "2024-01-01 10:00:00 UTC,,,1,BTC,,,,,gift,,",
      "2024-01-01 10:00:00 UTC,1,BTC,,,,,40000,USD,cost,,",
      "2024-01-01 10:00:00 UTC,1,BTC,,,,,,,stolen,,",
      "2024-01-01 10:00:00 UTC,,,,,0.1,ETH,,,,,",
    ]);
    expect(said).toEqual(["2 gift-in btc 1", "3 sell btc 1 for 40000 usd", "4 stolen btc 1", "5 fee fee 0.1 eth"]);
  });

  it("Delta in both generations", async () => {
    const old = await reads([
      "Date,Type,Exchange,Base amount,Base currency,Quote amount,Quote currency,Fee,Fee currency,Costs/Proceeds,Costs/Proceeds currency,Sync Holdings,Sent/Received from,Sent to,Notes",
      "2018-01-01T10:00:00Z,BUY,Kraken,0.5,BTC,6000,EUR,6,EUR,,,1,,,first",
      "2018-01-02T10:00:00Z,TRANSFER,,0.4,BTC,,,0.0005,BTC,,,,Kraken,MY_WALLET,",
      "2018-01-03T10:00:00Z,TRANSFER,,0.4,BTC,,,,,,,,Kraken,Binance,",
    ]);
    expect(old.said).toEqual([
      "2 buy btc 0.5 for 6000 eur fee 6 eur",
      "3 withdrawal btc 0.4 fee 0.0005 btc",
      "4 refused",
    ]);
    const recent = await reads([
      "Date,Way,Base amount,Base currency,Quote amount,Quote currency,Fee amount,Fee currency,Exchange",
      "2024-05-01 10:00:00,SELL,0.5,Bitcoin (BTC),30000,Euro (EUR),,,Kraken",
    ]);
    expect([recent.result.format, recent.said]).toEqual(["delta", ["2 sell btc 0.5 for 30000 eur"]]);
  });

  it("Bitstamp since 2023, with units in columns of their own", async () => {
    const { said } = await reads([
      "ID,Account,Type,Subtype,Datetime,Amount,Amount currency,Value,Value currency,Rate,Rate currency,Fee,Fee currency,Order ID",
      "7,Main,Market,Buy,2024-01-01T10:00:00Z,0.5,BTC,20000,EUR,40000,EUR,10,EUR,9",
    ]);
    expect(said).toEqual(["2 buy btc 0.5 for 20000 eur fee 10 eur"]);
  });
});

describe("what every format has in common", () => {
  const HEADER = "Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Label";
  const FIAT = [
    "2024-01-01 10:00:00 UTC,1000,EUR,0.5,BTC,1,EUR,",
    "2024-01-02 10:00:00 UTC,,,500,EUR,,,",
    "2024-01-03 10:00:00 UTC,10,EUR,11,USD,,,",
  ];

  it("money is outside of the portfolio, or held as an asset", async () => {
    expect((await reads([HEADER, ...FIAT])).said).toEqual([
      "2 buy btc 0.5 for 1000 eur fee 1 eur",
      "3 ignored",
      "4 ignored",
    ]);
    expect((await reads([HEADER, ...FIAT], { cash: "held" })).said).toEqual([
      "2 swap fiat:eur 1000 to btc 0.5 for 1000 eur fee 1 fiat:eur",
      "3 deposit fiat:eur 500 for 500 eur cost 500",
      "4 swap fiat:eur 10 to fiat:usd 11 for 10 eur",
    ]);
  });

  it("columns that are missing or too many are refused, with their line", async () => {
    const { rows } = await reads([HEADER, "2024-01-01 10:00:00 UTC,1", `${FIAT[0]},surplus`, `${FIAT[0]},`]);
    expect(rows.map(({ line, state }) => [line, state])).toEqual([
      [2, "refused"],
      [3, "refused"],
      [4, "new"],
    ]);
    expect(rows[0]?.reason).toContain("2 columns where the header has 8");
  });

  it("dates beyond tomorrow are refused", async () => {
    const { rows } = await reads([HEADER, "2031-01-01 10:00:00 UTC,,,1,BTC,,,"]);
    expect(rows[0]).toMatchObject({ state: "refused", reason: expect.stringContaining("future") });
  });

  it("an id that comes again is the same transaction", async () => {
    const { rows } = await reads([`${HEADER},TxHash`, `${FIAT[0]},0x1`, `${FIAT[0]},0x1`, `${FIAT[0]},0x2`]);
    expect(rows.map(({ state }) => state)).toEqual(["new", "duplicate", "new"]);
  });

  it("leaves out what the options leave out", async () => {
    const { rows } = await reads([HEADER, FIAT[0] ?? ""], { assets: { BTC: null } });
    expect(rows[0]).toMatchObject({ state: "ignored", reason: "Rows with BTC are left out, as the options say." });
  });
});

it("every make of file has its name and where it is had in other languages, too", () => {
  expect(FORMATS.flatMap(({ name, detail }) => [name, detail]).filter((said) => !isWorded(said))).toEqual([]);
});
