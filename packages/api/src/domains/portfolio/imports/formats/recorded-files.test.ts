import { describe, expect, it } from "vitest";
import { hasRecordings, readRecording } from "../../../../../test/support/recorded-upstream.ts";
import { readText } from "../analysis/read-text.fixture.ts";

/** Real exports: rows that are new, refused, ignored, and transactions made of them; and what some lines say. */
const FILES = [
  {
    file: "rotki/binance_history.csv",
    format: "binance-statement",
    counts: [207, 3, 20, 44],
    some: [
      "2+1 buy bnb 0.576474665 for 245.25 eur",
      "5 refused",
      "10+2 buy eth 0.03605 for 134.4719075 eur fee 0.00003605 eth",
      "17+5 buy eth 0.09825 for 392.299062 eur fee 0.00009009 bnb",
      "17+5 fee fee 0.00008345 eth",
      "28+3 swap sol 0.002200335 to bnb 0.000965195",
      "43+5 swap eth 1.9156222799999999 to btc 0.20244869304439999 fee 0.087689537396799996 bnb",
      "89+92 swap btc 0.14999997 to high 2011.678 fee 2.011678 high",
      "186 ignored",
      "187 buy eth 0.0015",
      "195+5 swap eth 0.0627012 to zrx 60 fee 0.06 zrx",
      "201+30 swap zrx 25656 to eth 35.45074574 fee 0.03545075 eth",
    ],
  },
  {
    file: "rotki/bisq_trades.csv",
    format: "bisq",
    counts: [7, 2, 1, 9],
    some: [
      "2 refused",
      "3 sell btc 0.01 for 505 eur fee 0.0001 btc",
      "3 fee fee 0.4 bsq",
      "5 swap btc 0.0099 to bsq 116.65 fee 0.0001594 btc",
      "7 ignored",
      "8 swap dash 19.45685539 to btc 0.3 fee 0.001128 btc",
    ],
  },
  {
    file: "rotki/bitcoin_tax_spending.csv",
    format: "bitcoin-tax",
    counts: [1, 0, 0, 1],
    some: ["2 sell btc 0.05 for 280.495 eur"],
  },
  {
    file: "rotki/bitcoin_tax_trades.csv",
    format: "bitcoin-tax",
    counts: [3, 0, 0, 3],
    some: [
      "2 buy bch 0.99735527 for 1004.98503789 eur fee 3.01495511 eur",
      "3 swap usdt 713.952 to btc 0.111 fee 0.000222 btc",
      "4 swap bch 1.5 to btc 1.5",
    ],
  },
  {
    file: "rotki/bitstamp.csv",
    format: "bitstamp",
    counts: [2, 0, 1, 2],
    some: ["2 deposit eth 2", "3 sell eth 1 for 2214.01 eur fee 10.87005 eur", "4 ignored"],
  },
  {
    file: "rotki/bittrex_order_history.csv",
    format: "bittrex-orders",
    counts: [2, 0, 0, 2],
    some: [
      "6 swap btc 0.24937498 to swt 731.28354007 fee 0.00062343 btc",
      "7 swap edgeless 857.78221905 to btc 0.15525 fee 0.00038812 btc",
    ],
  },
  {
    file: "rotki/bittrex_order_history_old.csv",
    format: "bittrex-orders",
    counts: [1, 0, 0, 1],
    some: ["3 swap usdt 10 to btc 0.01 fee 2 usdt"],
  },
  {
    file: "rotki/bittrex_order_history_older.csv",
    format: "bittrex-orders",
    counts: [1, 0, 0, 1],
    some: ["3 swap usdt 5 to eth 1 fee 1 usdt"],
  },
  {
    file: "rotki/bittrex_tx_history.csv",
    format: "bittrex-transfers",
    counts: [2, 0, 0, 2],
    some: ["2 withdrawal eth 0.20084931", "3 deposit bcha 0.00000001"],
  },
  {
    file: "rotki/bittrex_tx_history_deposits.csv",
    format: "bittrex-transfers",
    counts: [1, 0, 0, 1],
    some: ["3 deposit btc 1"],
  },
  {
    file: "rotki/bittrex_tx_history_deposits_old.csv",
    format: "bittrex-transfers",
    counts: [1, 0, 0, 1],
    some: ["3 deposit btc 0.001"],
  },
  {
    file: "rotki/bittrex_tx_history_withdrawals.csv",
    format: "bittrex-transfers",
    counts: [1, 0, 0, 1],
    some: ["3 withdrawal eth 1 fee 0.006 eth"],
  },
  {
    file: "rotki/bittrex_tx_history_withdrawals_old.csv",
    format: "bittrex-transfers",
    counts: [1, 0, 0, 1],
    some: ["3 withdrawal btc 1"],
  },
  {
    file: "rotki/blockpit_transactions.csv",
    format: "blockpit",
    counts: [11, 0, 6, 11],
    some: [
      "2 gift-out meta 10 fee 0.001537148341223424 matic",
      "4 buy matic 223.7 for 168.69217 eur fee 0.2237 matic",
      "5 sell matic 140.5 for 106.1899 eur fee 0.1061899 eur",
      "15 fee fee 0.0181 eur",
    ],
  },
  {
    file: "rotki/coinbasepro.csv",
    format: "coinbase-pro",
    counts: [21, 0, 0, 11],
    some: [
      "3+2 swap btc 1.14732 to eth 52.3 fee 0.00344196 btc",
      "20+2 swap btc 0.653286 to eth 18.46 fee 0.00195986 btc",
    ],
  },
  {
    file: "rotki/coinledger_export.csv",
    format: "coinledger",
    counts: [20, 6, 1, 20],
    some: ["3 opening-balance doge 10", "7 refused", "14 fee fee 0.002 eth", "22 lost usdt 12", "28 fee fee 5.8 usdt"],
  },
  {
    file: "rotki/cointracking_custom_dates.csv",
    format: "cointracking",
    counts: [2, 0, 0, 2],
    some: ["2 deposit xmr 5", "3 withdrawal eth 0.05770427 fee 0.0001 eth"],
  },
  {
    file: "rotki/cointracking_trades_list.csv",
    format: "cointracking",
    counts: [11, 1, 0, 11],
    some: ["2 withdrawal eth 0.001367 fee 0.0001 eth", "8 buy eth 0.05772716 for 10.99 eur fee 0.02 eur", "10 refused"],
  },
  {
    file: "rotki/corrupt_nexo.csv",
    format: "nexo",
    counts: [9, 1, 7, 9],
    some: ["9 ignored", "15 fee fee 10 usd", "16 interest nexo 10", "18 refused"],
  },
  {
    file: "rotki/cryptocom_special_events.csv",
    format: "crypto-com",
    counts: [8, 0, 8, 7],
    some: ["3+1 swap mco 0.1 to cro 1", "16 sell usdc 12.94 for 11.3 eur", "17 lost cro 0.5678"],
  },
  {
    file: "rotki/cryptocom_trades_list.csv",
    format: "crypto-com",
    counts: [34, 0, 14, 31],
    some: [
      "2 buy cro 193.02779901061902311 for 10.59 eur",
      "5+1 swap dai 0.00050680380674961 to cro 0.007231228760408149",
      "17+1 swap mco 50.00402069 to cro 1382.306147552291",
      "25 swap mco 12.32 to eth 0.14445954600007045",
      "33 sell doge 750 for 406.22 eur",
      "40 lost cro 7.76792828",
      "45 buy sol 10 for 5 usd",
    ],
  },
  {
    file: "rotki/kucoin_order_history.csv",
    format: "kucoin",
    counts: [2, 0, 0, 2],
    some: [
      "2 swap xtz 36.4479 to usdt 3.73590975 fee 0.00373590975 usdt",
      "3 swap usdt 280.8559209946952 to xrp 432.59183198 fee 0.2808559209946952 usdt",
    ],
  },
  {
    file: "rotki/kucoin_order_history_old.csv",
    format: "kucoin",
    counts: [2, 0, 0, 2],
    some: [
      "2 swap btc 0.00152402 to kcs 10.01 fee 0.00000152 btc",
      "3 swap kcs 10.02 to btc 0.00152403 fee 0.00000153 btc",
    ],
  },
  {
    file: "rotki/rotki_generic_events.csv",
    format: "rotki-events",
    counts: [5, 1, 1, 5],
    some: [
      "2 ignored",
      "3 withdrawal eip155:1/erc20:0xdac17f958d2ee523a2206206994597c13d831ec7 99 fee 1 eip155:1/erc20:0xdac17f958d2ee523a2206206994597c13d831ec7",
      "4 withdrawal eip155:1/erc20:0xb8c77482e45f1f44de1745f52c74426c631bdd52 1.01",
      "5 staking-reward eth 0.0513",
      "6 lost btc 0.091",
      "7 airdrop eip155:1/erc20:0x6b175474e89094c44da98b954eedeac495271d0f 1000",
      "8 refused",
    ],
  },
  {
    file: "rotki/rotki_generic_trades.csv",
    format: "rotki-trades",
    counts: [5, 1, 0, 5],
    some: [
      "2 swap eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48 1875.64 to eth 1",
      "3 swap ltc 392.887 to btc 4.3241",
      "4 swap eip155:1/erc20:0x1f9840a85d5af5bf1d1762f925bdaddc4201f984 20 to eip155:1/erc20:0x6b175474e89094c44da98b954eedeac495271d0f 880 fee 0.104 usd",
      "5 swap ada 4576.64 to bch 16.3444 fee 5.1345 usd",
      "6 swap ada 4576.64 to bch 16.3444 fee 5.1345 usd",
      "7 refused",
    ],
  },
  {
    file: "rotki/shapeshift-trade-history.csv",
    format: "shapeshift",
    counts: [2, 0, 1, 2],
    some: ["2 swap usdc 116.88 to eth 0.04550602793257411", "3 ignored", "4 swap dai 103.0142883 to dash 0.59420343"],
  },
  {
    file: "bittytax/example.csv",
    format: "bittytax",
    counts: [57, 0, 3, 57],
    some: [
      "3 buy btc 10 for 870 gbp",
      "7 sell btc 0.002435 for 0.8 gbp",
      "14 withdrawal btc 4.40027953 fee 0.0001 btc",
      "24 swap eth 1.81296224 to btc 0.01202613 fee 0.00002405 btc",
      "46 swap btc 0.64150292 to xrp 12928.31362 fee 19.39247042 xrp",
      "54 sell btc 0.999 for 10063.92 gbp fee 30.19 gbp",
      "60 sell xrp 2000",
    ],
  },
  {
    file: "exchange_web_exports/binance_order_history_semicolon.csv",
    format: "binance-orders",
    counts: [33, 0, 0, 33],
    some: [
      "5 swap usdt 50 to shib 1950078",
      "12 swap shib 1518833.54 to usdt 50",
      "16 swap usdt 20.28656 to 1inch 14",
      "25 swap usdt 20.320875 to vet 450",
    ],
  },
];

const bytesOf = (file: string) => Buffer.from(readRecording(`imports/${file}`));

describe.skipIf(!hasRecordings)("real exports", () => {
  it.each(FILES)(
    "$file is read to the last decimal, and no line of it is lost",
    async ({ file, format, counts, some }) => {
      const bytes = bytesOf(file);
      const { result, rows, said } = await readText(bytes, file.includes("custom_dates") ? { dateOrder: "dmy" } : {});
      expect(result.format).toBe(format);
      const { new: fresh, refused, ignored, transactions, rows: all } = result.findings?.counts ?? {};
      expect([fresh, refused, ignored, transactions]).toEqual(counts);
      expect(said).toEqual(expect.arrayContaining(some));
      expect(rows).toHaveLength(all ?? 0);
      expect(new Set(rows.map(({ line }) => line)).size).toBe(rows.length);
      for (const { state, reason } of rows) if (state !== "new") expect(reason).toBeTruthy();
    },
  );

  it.each(FILES)("$file reads the same in parts of 7 bytes", async ({ file }) => {
    const options = file.includes("custom_dates") ? { dateOrder: "dmy" as const } : {};
    const whole = await readText(bytesOf(file), options);
    const parts = await readText(bytesOf(file), options, 7);
    expect(parts).toEqual(whole);
  });

  it("asks for the order of dates that fit both", async () => {
    const { result, rows } = await readText(bytesOf("rotki/cointracking_custom_dates.csv"));
    expect(result.findings?.questions).toMatchObject([{ option: "dateOrder", isRequired: true }]);
    expect(result.findings?.questions[0]?.detail).toContain("5/9/2017 21:14");
    expect(rows).toEqual([]);
  });

  it("names the line where a spreadsheet shortened a number, and uses nothing of that file", async () => {
    const { result, rows } = await readText(bytesOf("damaged_csv_samples/btc_or_xrp_excel_ddmmyyyy_3_digit_mcap.csv"));
    expect(result.problem).toMatchObject({ line: 61, cells: expect.arrayContaining(["6.68E+11"]) });
    expect(result.findings).toBeNull();
    expect(rows).toEqual([]);
  });

  it("takes prices for what they are: no known make, so it asks which columns mean what", async () => {
    const { result } = await readText(bytesOf("damaged_csv_samples/btc_or_xrp_CLEAN_reference.csv"));
    expect(result.findings?.questions).toMatchObject([{ option: "mapping", isRequired: true }]);
  });

  it("keeps a row of which an id was shortened by a spreadsheet, and says so", async () => {
    const { rows } = await readText(bytesOf("rotki/blockpit_transactions.csv"));
    const [first] = rows;
    expect(first).toMatchObject({ state: "new", external_id: null, reason: expect.stringContaining("1,55444E+13") });
  });

  it("says why a row that contradicts itself is refused", async () => {
    const { rows } = await readText(bytesOf("rotki/bisq_trades.csv"));
    expect(rows[0]?.reason).toBe("The row contradicts itself: 0.01 BTC at 49000 is not 2450 EUR.");
  });
});
