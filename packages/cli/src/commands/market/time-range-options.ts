import { Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { pointInTime } from "../../input/values.ts";

/** `--from` and `--to` as every history command takes them. */
export function timeRangeOptions(cli: CliContext, fromDefault: string): Option[] {
  return [
    new Option("--from <time>", `start: a date, a UTC time or an age such as 90d${fromDefault}`).argParser(
      pointInTime(cli.now),
    ),
    new Option("--to <time>", "end (default: now)").argParser(pointInTime(cli.now)),
  ];
}
