import {
  BeginPasskeyLoginInput,
  PasskeyLoginInput,
  SecondFactorInput,
} from "@cryptodesk/shared/identity/second-factor.contract";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { fileOption, readJsonInput } from "../../input/json-input.ts";
import { jsonText } from "../../output/json.ts";
import { printRecord } from "../../output/record.ts";
import { defineCommand } from "../define-command.ts";
import { keepSignIn } from "./keep-sign-in.ts";

/** Steps of a sign-in whose proof is made elsewhere, e.g. by an authenticator that speaks WebAuthn. */
export function addPasskeyCommands(auth: Command, cli: CliContext): void {
  defineCommand(auth, cli, {
    name: "second-factor",
    summary: "Finish a sign-in with a second factor",
    description: "For a challenge that came from the API; `cryptodesk login` asks for the second factor by itself.",
    options: [fileOption("challenge and one of code, recoveryCode and passkey")],
    examples: [["auth second-factor --file answer.json", "signs in here"]],
    run: async (session) => {
      const input = await readJsonInput(session, SecondFactorInput);
      await keepSignIn(session, await session.askToSignIn((api) => api.auth.completeSecondFactor.mutate(input)));
    },
  });
  defineCommand(auth, cli, {
    name: "passkey-options",
    summary: "Begin a sign-in with a passkey",
    description: "Prints the options for navigator.credentials.get as JSON.",
    options: [fileOption("challenge of a sign-in that waits for a second factor, where there is one")],
    examples: [["auth passkey-options", "options for an authenticator"]],
    run: async (session) => {
      const { askAsNobody, command, out } = session;
      const asked = command.getOptionValue("file") !== undefined;
      const input = asked ? await readJsonInput(session, BeginPasskeyLoginInput) : {};
      const answer = await askAsNobody((api) => api.auth.beginPasskey.mutate(input));
      await printRecord(out, answer, () => `${jsonText(answer)}\n`);
    },
  });
  defineCommand(auth, cli, {
    name: "passkey",
    summary: "Sign in with a passkey alone",
    options: [fileOption("challenge and response")],
    examples: [["auth passkey --file assertion.json", "signs in here"]],
    run: async (session) => {
      const input = await readJsonInput(session, PasskeyLoginInput);
      // A cookie would go nowhere from here.
      const own = { ...input, client: "token" } as const;
      await keepSignIn(session, await session.askToSignIn((api) => api.auth.passkey.mutate(own)));
    },
  });
}
