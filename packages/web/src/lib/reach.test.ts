import { createTRPCClient, TRPCClientError, type TRPCLink } from "@trpc/client";
import type { AnyTRPCRouter } from "@trpc/server";
import { observable } from "@trpc/server/observable";
import { expect, it } from "vitest";
import { reachLink, ServerAway } from "./reach.ts";

type Answer = "ok" | "network" | "refused";

/** A client whose server answers as told; `sent` holds what reached the wire. */
function clientOf(answers: Answer[], probe: boolean) {
  const sent: string[] = [];
  const wire: TRPCLink<AnyTRPCRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        sent.push(op.path);
        const answer = answers.shift() ?? "ok";
        if (answer === "ok") {
          observer.next({ result: { type: "data", data: op.path } });
          observer.complete();
        } else if (answer === "network") observer.error(TRPCClientError.from(new TypeError("fetch failed")));
        else {
          const shape = { message: "no", code: -32600, data: { code: "BAD_REQUEST" } };
          observer.error(TRPCClientError.from({ error: shape }));
        }
      });
  const client = createTRPCClient<AnyTRPCRouter>({ links: [reachLink(() => Promise.resolve(probe)), wire] });
  const call = (type: "query" | "mutate", path: string) =>
    (client as unknown as Record<string, Record<"query" | "mutate", () => Promise<unknown>>>)[path]?.[type]();
  return { sent, call };
}

const causeOf = async (call: Promise<unknown> | undefined) =>
  Promise.resolve(call).then(
    () => null,
    (error: unknown) => (error instanceof TRPCClientError ? error.cause : error),
  );

it("refuses a change unsent while the server is away", async () => {
  const { sent, call } = clientOf(["network"], false);
  await causeOf(call("query", "list"));
  const cause = await causeOf(call("mutate", "sync"));
  expect(cause).toBeInstanceOf(ServerAway);
  expect(cause).toMatchObject({ maybeDone: false });
  expect(sent).toEqual(["list"]);
});

it("sends a change when the server answers the probe", async () => {
  const { sent, call } = clientOf(["network"], true);
  await causeOf(call("query", "list"));
  await expect(call("mutate", "sync")).resolves.toBe("sync");
  expect(sent).toEqual(["list", "sync"]);
});

it("says that a change may have been made when no answer came", async () => {
  const { call } = clientOf(["network"], false);
  expect(await causeOf(call("mutate", "sync"))).toMatchObject({ maybeDone: true });
});

it("takes a refusal for an answer", async () => {
  const { sent, call } = clientOf(["refused"], false);
  expect(await causeOf(call("mutate", "sync"))).not.toBeInstanceOf(ServerAway);
  await call("mutate", "again");
  expect(sent).toEqual(["sync", "again"]);
});
