import { describe, expect, it } from "vitest";
import { addCounts, describeCounts, listFailed, listRetried, listSkipped, readReport } from "./reports.mjs";

const file = (name, status, ...statuses) => ({
  name,
  status,
  assertionResults: statuses.map((result, index) => ({ status: result, fullName: `${name} ${index}` })),
});
const reportOf = (...testResults) => ({ testResults });

describe("the counts of a run", () => {
  it("are those of its tests", () => {
    const report = reportOf(file("a", "passed", "passed", "skipped"), file("b", "failed", "failed", "passed", "todo"));
    expect(readReport(report, 1)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  it("count a file that does not load as a failure", () => {
    expect(readReport(reportOf(file("a", "failed")), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it("count a file whose set-up failed after its tests were collected", () => {
    expect(readReport(reportOf(file("a", "failed", "skipped", "skipped")), 1)).toEqual({
      passed: 0,
      failed: 1,
      skipped: 2,
    });
  });

  it("never call a run good that ended badly or said nothing", () => {
    expect(readReport(reportOf(file("a", "passed", "passed")), 1).failed).toBe(1);
    expect(readReport(null, 0).failed).toBe(1);
  });

  it("add up and end in one line", () => {
    const counts = addCounts([
      { passed: 2, failed: 0, skipped: 1 },
      { passed: 3, failed: 1, skipped: 0 },
    ]);
    expect(describeCounts(counts)).toBe("5 passed, 1 failed, 1 skipped");
  });
});

it("names each file with skipped tests once", () => {
  const report = reportOf(
    file("/desk/a.test.ts", "passed", "passed", "skipped", "skipped"),
    file("/desk/b.test.ts", "passed", "passed"),
  );
  expect(listSkipped(report, "/desk")).toEqual(['a.test.ts: 2, such as "/desk/a.test.ts 1"']);
});

it("names each test that passed only when it was tried again, with what it said at first", () => {
  const tried = file("/desk/a.test.ts", "passed", "passed", "passed", "failed");
  tried.assertionResults[1].failureMessages = ["Error: too late\n    at somewhere"];
  tried.assertionResults[2].failureMessages = ["Error: broken"];
  expect(listRetried(reportOf(tried), "/desk")).toEqual(['a.test.ts: "/desk/a.test.ts 1": Error: too late']);
});

describe("what made a run fail", () => {
  it("is each failed test with what it said first", () => {
    const failed = file("/desk/a.test.ts", "failed", "passed", "failed");
    failed.assertionResults[1].failureMessages = ["Error: broken\n    at somewhere", "Error: broken again"];
    expect(listFailed(reportOf(failed), "/desk", 1)).toEqual(['a.test.ts: "/desk/a.test.ts 1": Error: broken']);
  });

  it("is each file that does not load, with what it said", () => {
    const broken = { ...file("/desk/a.test.ts", "failed", "skipped"), message: "Error: no such module\n    at b" };
    expect(listFailed(reportOf(broken), "/desk", 1)).toEqual(["a.test.ts: Error: no such module"]);
  });

  it("is said of a run that ended badly without a failed test, and of one without a report", () => {
    const fine = reportOf(file("/desk/a.test.ts", "passed", "passed"));
    expect(listFailed(fine, "/desk", 1)).toEqual(["an error outside of any test (exit code 1)"]);
    expect(listFailed(null, "/desk", 1)).toEqual(["a run that wrote no report"]);
    expect(listFailed(fine, "/desk", 0)).toEqual([]);
  });
});
