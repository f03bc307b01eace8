import { describe, expect, it } from "vitest";
import { CsvRecords, type Delimiter } from "./csv-records.ts";
import { guessEncoding, TextReader, UndecodableBytes } from "./decode-text.ts";
import { decimalMarkOf, readAmount, spreadsheetLoss } from "./read-amount.ts";
import { dateOrdersOf, readTime } from "./read-time.ts";
import { RowProblem } from "./row-problem.ts";

function refusal(read: () => unknown): string {
  try {
    return `read as ${String(read())}`;
  } catch (error) {
    if (error instanceof RowProblem) return error.message;
    throw error;
  }
}

describe("records", () => {
  const records = (text: string, delimiter: Delimiter = ",", size = text.length || 1) => {
    const reader = new CsvRecords(delimiter);
    const read = [];
    for (let at = 0; at < text.length; at += size) read.push(...reader.push(text.slice(at, at + size)));
    return [...read, ...reader.end()].map(({ line, cells, problem }) =>
      problem === null ? [line, ...cells] : [line, problem],
    );
  };

  it("have quoted delimiters, doubled quotes and line breaks in quotes, and keep count of lines", () => {
    const text = 'a,"b,c","say ""x"""\r\n\r\n"one\r\ntwo",2\nlast, "spaced" ,\n';
    const expected = [
      [1, "a", "b,c", 'say "x"'],
      [3, "one\ntwo", "2"],
      [5, "last", "spaced", ""],
    ];
    expect(records(text)).toEqual(expected);
    for (const size of [1, 2, 3, 5]) expect(records(text, ",", size)).toEqual(expected);
  });

  it("end in LF, CR LF or CR alone", () => {
    for (const end of ["\n", "\r\n", "\r"])
      expect(records(`a;b${end}1;2${end}`, ";", 1)).toEqual([
        [1, "a", "b"],
        [2, "1", "2"],
      ]);
  });

  it("tell a quotation that is never closed, and read on behind its line", () => {
    expect(records('a,b\n"open,1\nc,d\n')).toEqual([
      [1, "a", "b"],
      [2, "A quotation mark is opened and never closed."],
      [3, "c", "d"],
    ]);
  });

  it("tell NUL characters", () => {
    expect(records("a,b\u0000\n")[0]?.[1]).toContain("NUL");
  });
});

describe("encodings", () => {
  const text = "Währung;Betrag €\n";

  it("are told by the byte order mark or by the zeros between letters", () => {
    expect(guessEncoding(Buffer.from("\ufeffDate", "utf16le"))).toBe("utf-16le");
    expect(guessEncoding(Buffer.from("Date,Amount,Currency", "utf16le"))).toBe("utf-16le");
    expect(guessEncoding(Buffer.from("Date,Amount,Currency", "utf16le").swap16())).toBe("utf-16be");
    expect(guessEncoding(Buffer.from("\ufeffDate"))).toBe("utf-8");
  });

  it("give the same text, without a mark, wherever the bytes are cut", () => {
    for (const [encoding, bytes] of [
      ["utf-8", Buffer.from(`\ufeff${text}`)],
      ["utf-16le", Buffer.from(`\ufeff${text}`, "utf16le")],
      [
        "windows-1252",
        Buffer.from([
          0x57, 0xe4, 0x68, 0x72, 0x75, 0x6e, 0x67, 0x3b, 0x42, 0x65, 0x74, 0x72, 0x61, 0x67, 0x20, 0x80, 0x0a,
        ]),
      ],
    ] as const) {
      const reader = new TextReader(encoding);
      const read = [...bytes].map((byte, at) => reader.read(Uint8Array.of(byte), at === bytes.length - 1)).join("");
      expect(read).toBe(text);
    }
  });

  it("are never mended: bytes that do not fit are told with their line", () => {
    const bytes = Buffer.concat([Buffer.from("a\nb\n"), Buffer.from([0xc3, 0x28]), Buffer.from("\n")]);
    expect(() => new TextReader("utf-8").read(bytes, true)).toThrow(new UndecodableBytes("utf-8", 3));
    expect(() => new TextReader("windows-1252").read(Buffer.from([0x61, 0x0a, 0x81]), true)).toThrow(
      new UndecodableBytes("windows-1252", 2),
    );
  });
});

describe("amounts", () => {
  it.each([
    ["1234.5", ".", "1234.5"],
    ["€82,304.00", ".", "82304"],
    ["82.304,00 €", ",", "82304"],
    ["-€0.50", ".", "-0.5"],
    ["($1,000.25)", ".", "-1000.25"],
    ["1'000'000.00", ".", "1000000"],
    ["1\u00a0234,5", ",", "1234.5"],
    ["12,34,567.89", ".", "1234567.89"],
    ["+0.00000001", ".", "0.00000001"],
    ["USD 12.30", ".", "12.3"],
    ["50.", ".", "50"],
    [".5", ".", "0.5"],
    ["-3.605E-05", ".", "-0.00003605"],
    ["4.76E-06", ".", "0.00000476"],
    ["1.2345e3", ".", "1234.5"],
    [
      "123456789012345678901234567890.123456789012345678901234567890123456",
      ".",
      "123456789012345678901234567890.123456789012345678901234567890123456",
    ],
  ] as const)("%s with %s is %s", (text, mark, amount) => {
    expect(readAmount(text, mark)).toBe(amount);
  });

  it.each([
    ["0,5", ".", "not an amount in a file whose decimal mark is the point"],
    ["1.23", ",", "not an amount"],
    ["1,2345.6", ".", "not an amount"],
    ["1 2 3", ".", "not an amount"],
    ["--5", ".", "not an amount"],
    ["abc", ".", "not an amount"],
    ["1.5 BTC", ".", "read as 1.5"],
    ["6.42E+11", ".", "shortened by a spreadsheet"],
    ["1,55444E+13", ",", "shortened by a spreadsheet"],
    ["1.23E-10", ".", "shortened by a spreadsheet"],
    ["########", ".", "too narrow"],
    ["#REF!", ".", "formula"],
    ["1".repeat(31), ".", "more digits than can be kept"],
  ] as const)("%s with %s: %s", (text, mark, why) => {
    expect(refusal(() => readAmount(text, mark))).toContain(why);
  });

  it("say their decimal mark, or that both fit", () => {
    const marks = ["1.5", "1,5", "1.234", "1,234", "0.123", "1.234.567", "1,234.5", "12", "1234.567"].map(
      decimalMarkOf,
    );
    expect(marks).toEqual([".", ",", "either", "either", ".", ",", ".", null, "."]);
  });

  it("in scientific notation are whole where no digit is missing", () => {
    expect(
      ["6.42E+11", "6.42E+2", "9.2675E-05", "0x1e5", "1e1", "txn-4E+11"].map((text) => spreadsheetLoss(text) !== null),
    ).toEqual([true, false, false, false, true, false]);
  });
});

describe("times", () => {
  const utc = { order: null, zone: "UTC" };

  it.each([
    ["2024-12-19 17:59:59 UTC", "2024-12-19T17:59:59.000Z"],
    ["2024-06-01T10:00:00Z", "2024-06-01T10:00:00.000Z"],
    ["2018-06-03 21:16:15 +0200", "2018-06-03T19:16:15.000Z"],
    ["2017-01-01 12:21:38Z", "2017-01-01T12:21:38.000Z"],
    ["2023-03-07 07:51:43.043", "2023-03-07T07:51:43.043Z"],
    ["2020-12-31 06:14:02.12349", "2020-12-31T06:14:02.123Z"],
    ["2019/05/11 10:27:17", "2019-05-11T10:27:17.000Z"],
    ["06.01.2023 20:08", "2023-01-06T20:08:00.000Z"],
    ["10 Mar 2021 10:40:20", "2021-03-10T10:40:20.000Z"],
    ["Jan. 28, 2022, 12:13 AM", "2022-01-28T00:13:00.000Z"],
    ["2024-01-31", "2024-01-31T00:00:00.000Z"],
    ["1658912400000", "2022-07-27T09:00:00.000Z"],
    ["1658912400", "2022-07-27T09:00:00.000Z"],
    ["1658912400.5", "2022-07-27T09:00:00.500Z"],
  ])("%s is %s", (text, at) => {
    expect(readTime(text, utc)).toBe(at);
  });

  it("in figures go by the order that is said", () => {
    expect(readTime("5/9/2017 21:14", { order: "dmy", zone: "UTC" })).toBe("2017-09-05T21:14:00.000Z");
    expect(readTime("12/31/2018 3:22:46 PM", { order: "mdy", zone: "UTC" })).toBe("2018-12-31T15:22:46.000Z");
    expect(refusal(() => readTime("5/9/2017", utc))).toContain("day or the month comes first");
    expect(["5/9/2017", "13/9/2017", "9/13/2017", "13/13/2017", "05.09.2017", "2017-01-01"].map(dateOrdersOf)).toEqual([
      ["dmy", "mdy"],
      ["dmy"],
      ["mdy"],
      [],
      ["dmy"],
      null,
    ]);
  });

  it("without a zone are those of the clocks that are named", () => {
    const berlin = { order: null, zone: "Europe/Berlin" };
    expect(readTime("2024-07-01 12:00:00", berlin)).toBe("2024-07-01T10:00:00.000Z");
    expect(readTime("2024-01-01 12:00:00", berlin)).toBe("2024-01-01T11:00:00.000Z");
    expect(readTime("2024-01-01 12:00:00Z", berlin)).toBe("2024-01-01T12:00:00.000Z");
    expect(readTime("2024-10-27 02:30:00", berlin)).toBe("2024-10-27T00:30:00.000Z");
    expect(refusal(() => readTime("2024-03-31 02:30:00", berlin))).toContain("never showed");
    expect(readTime("2024-07-01 12:00:00", { order: null, zone: "Asia/Kathmandu" })).toBe("2024-07-01T06:15:00.000Z");
  });

  it.each(["2024-02-30", "31.11.2017 10:00", "2024-13-01", "2024-01-01 25:00:00", "2024-01-01 13:00 PM", "0001-01-01"])(
    "%s is refused: no calendar has it",
    (text) => {
      expect(refusal(() => readTime(text, utc))).not.toContain("read as");
    },
  );

  it("that a spreadsheet has turned into something else are refused as that", () => {
    expect(refusal(() => readTime("44197.5", utc))).toContain("day number");
    expect(refusal(() => readTime("1.65891E+12", utc))).toContain("shortened");
    expect(refusal(() => readTime("########", utc))).toContain("too narrow");
    expect(refusal(() => readTime("", utc))).toBe("The date is empty.");
  });
});
