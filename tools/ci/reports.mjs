import { relative } from "node:path";

/**
 * Counts of one Vitest run from its JSON report. A file that could not be loaded has no tests in the report and counts
 * as one failure, and so does a run that ended badly without naming any failure.
 * @param {object | null} report parsed JSON report, or null when the run wrote none
 * @param {number} code exit code of the run
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function readReport(report, code) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const broken = report.testResults.filter((file) => file.status === "failed" && !file.assertionResults.some(isFailed));
  const failed = tests.filter(isFailed).length + broken.length;
  return {
    passed: tests.filter(({ status }) => status === "passed").length,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: tests.filter(isSkipped).length,
  };
}

/** One line for each file with skipped tests: how many, and the name of the first. */
export function listSkipped(report, root) {
  return report.testResults.flatMap(({ name, assertionResults }) => {
    const skipped = assertionResults.filter(isSkipped);
    if (skipped.length === 0) return [];
    return [`${relative(root, name)}: ${skipped.length}, such as "${skipped[0].fullName.trim()}"`];
  });
}

/**
 * What made a run fail, a line each: every failed test and every file that did not load, with what it said first, and
 * a run that ended badly although nothing in it failed (an error outside of any test). The end of a long log is often
 * all that is kept of it.
 */
export function listFailed(report, root, code = 0) {
  if (report === null) return ["a run that wrote no report"];
  const lines = report.testResults.flatMap(({ name, status, message = "", assertionResults }) => {
    const failed = assertionResults.filter(isFailed).map((test) => nameTest(name, test, root));
    return failed.length === 0 && status === "failed" ? [`${relative(root, name)}: ${firstLine(message)}`] : failed;
  });
  return lines.length === 0 && code !== 0 ? [`an error outside of any test (exit code ${code})`] : lines;
}

/** One line for each test that failed at first and passed when tried again, with what it said the first time. */
export function listRetried(report, root) {
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages = [] }) => status === "passed" && failureMessages.length > 0)
      .map((test) => nameTest(name, test, root)),
  );
}

/** Sums counts. */
export function addCounts(all) {
  const sum = (key) => all.reduce((total, counts) => total + counts[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/** The last line of a run. */
export const describeCounts = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

const isFailed = ({ status }) => status === "failed";
const isSkipped = ({ status }) => ["skipped", "pending", "todo", "disabled"].includes(status);
const firstLine = (text = "") => text.split("\n")[0];
const nameTest = (file, { fullName, failureMessages = [] }, root) =>
  `${relative(root, file)}: "${fullName.trim()}": ${firstLine(failureMessages[0])}`;
