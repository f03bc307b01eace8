import { Option } from "commander";

/** Lets whoever has the shell of the server administer it without an account. */
export function shellOption(): Option {
  return new Option(
    "--shell [data-dir]",
    "on the server's own machine, instead of a sign-in: with the token in its data directory (default: .data)",
  ).helpGroup("Connection:");
}
