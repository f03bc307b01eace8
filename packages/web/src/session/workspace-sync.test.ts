import type { WorkspaceName } from "@cryptodesk/shared/identity/workspace.contract";
import { beforeEach, describe, expect, it } from "vitest";
import { type Body, WORKSPACE, type WorkspacePart } from "./documents.ts";
import { EMPTY_RECORD, type SyncEvent, type SyncRecord, WorkspaceSync } from "./workspace-sync.ts";

const ADA = "ada";
const GRACE = "grace";
const NOW = "2026-11-21T00:00:00.000Z";

class Conflict extends Error {}
class Refusal extends Error {}

/** The account's side: documents with versions. */
class Account {
  readonly documents = new Map<WorkspaceName, { version: number; body: Body }>();
  saves = 0;
  away = false;
  refuses: WorkspaceName | null = null;

  list() {
    if (this.away) throw new Error("unreachable");
    return [...this.documents].map(([name, document]) => ({ name, ...document }));
  }

  save(name: WorkspaceName, body: Body, baseVersion: number) {
    if (this.away) throw new Error("unreachable");
    if (this.refuses === name) throw new Refusal();
    const version = this.documents.get(name)?.version ?? 0;
    if (version !== baseVersion) throw new Conflict();
    this.saves += 1;
    this.documents.set(name, { version: version + 1, body: structuredClone(body) });
    return { name, version: version + 1, body };
  }
}

/** A browser's side: the real documents' merging over stores in memory. */
class Browser {
  readonly bodies = new Map<WorkspaceName, Body>();
  readonly told: SyncEvent[] = [];
  record: SyncRecord = EMPTY_RECORD;
  active: string | null = ADA;
  readonly sync: WorkspaceSync;

  constructor(accounts: Record<string, Account>) {
    const parts = WORKSPACE.map((part): WorkspacePart => {
      this.bodies.set(
        part.name,
        part.name === "watchlists"
          ? { lists: [list("first")] }
          : part.name === "marketViews" || part.name === "marketColumns"
            ? []
            : {},
      );
      return {
        ...part,
        read: () => this.bodies.get(part.name) ?? {},
        write: (body) => void this.bodies.set(part.name, body),
        stores: [],
      };
    });
    const mine = () => {
      const account = accounts[this.active ?? ""];
      if (!account) throw new Error("asked for nobody");
      return account;
    };
    this.sync = new WorkspaceSync({
      parts,
      readAll: async () => mine().list(),
      save: async (name, body, base) => mine().save(name, body, base),
      isConflict: (error) => error instanceof Conflict,
      isRefusal: (error) => error instanceof Refusal,
      record: {
        get: () => this.record,
        set: (record) => {
          this.record = structuredClone(record);
        },
      },
      active: () => this.active,
      alone: (run) => run(),
      tell: (event) => this.told.push(event),
    });
  }

  watch(...lists: ReturnType<typeof list>[]) {
    this.bodies.set("watchlists", { lists });
  }

  coins(): Record<string, string[]> {
    const body = this.bodies.get("watchlists") as { lists: ReturnType<typeof list>[] };
    return Object.fromEntries(body.lists.map(({ id, coins }) => [id, coins.map((coin) => coin.id)]));
  }
}

function list(id: string, ...coins: string[]) {
  const columns = ["change24h"];
  return {
    id,
    name: id === "first" ? "" : id,
    columns,
    coins: coins.map((coin) => ({ id: coin, note: "", addedAt: NOW })),
  };
}

describe("the workspace of an account", () => {
  let ada: Account;
  let laptop: Browser;
  let phone: Browser;

  beforeEach(() => {
    ada = new Account();
    const accounts = { [ADA]: ada, [GRACE]: new Account() };
    laptop = new Browser(accounts);
    phone = new Browser(accounts);
  });

  it("begins with what the first browser had, and says so once", async () => {
    laptop.watch(list("first", "bitcoin"));
    await laptop.sync.enter(ADA);
    await phone.sync.enter(ADA);
    expect(phone.coins()).toEqual({ first: ["bitcoin"] });
    await laptop.sync.leave();
    await laptop.sync.enter(ADA);
    expect(laptop.told).toEqual(["moved"]);
  });

  it("takes a second browser's lists along and lets the account's choices hold", async () => {
    laptop.watch(list("first", "bitcoin"));
    laptop.bodies.set("preferences", { density: "compact" });
    await laptop.sync.enter(ADA);
    phone.watch(list("first", "solana"), list("memes", "dogecoin"));
    phone.bodies.set("preferences", { density: "comfortable" });
    await phone.sync.enter(ADA);
    expect(phone.coins()).toEqual({ first: ["bitcoin", "solana"], memes: ["dogecoin"] });
    expect(phone.bodies.get("preferences")).toEqual({ density: "compact" });
    await laptop.sync.sync(true);
    expect(laptop.coins()).toEqual(phone.coins());
  });

  it("gives the browser its own back on signing out, and does not bring removed coins in again", async () => {
    laptop.watch(list("first", "bitcoin", "solana"));
    await laptop.sync.enter(ADA);
    laptop.watch(list("first", "bitcoin"));
    await laptop.sync.sync(false);
    await laptop.sync.leave();
    expect(laptop.coins()).toEqual({ first: ["bitcoin", "solana"] });
    await laptop.sync.enter(ADA);
    expect(laptop.coins()).toEqual({ first: ["bitcoin"] });
  });

  it("merges what two browsers changed at once", async () => {
    laptop.watch(list("first", "bitcoin", "ethereum"));
    await laptop.sync.enter(ADA);
    await phone.sync.enter(ADA);
    phone.watch(list("first", "bitcoin"), list("new", "cardano"));
    await phone.sync.sync(false);
    laptop.watch(list("first", "bitcoin", "ethereum", "solana"));
    await laptop.sync.sync(false);
    expect(laptop.coins()).toEqual({ first: ["bitcoin", "solana"], new: ["cardano"] });
    await phone.sync.sync(true);
    expect(phone.coins()).toEqual(laptop.coins());
  });

  it("sends nothing where nothing was changed", async () => {
    await laptop.sync.enter(ADA);
    const { saves } = ada;
    await laptop.sync.sync(true);
    await laptop.sync.sync(false);
    expect(ada.saves).toBe(saves);
  });

  it("keeps changes while the server is away, even over a sign-out", async () => {
    await laptop.sync.enter(ADA);
    laptop.watch(list("first", "solana"));
    ada.away = true;
    await expect(laptop.sync.sync(false)).rejects.toThrow("unreachable");
    await laptop.sync.leave();
    expect(laptop.coins()).toEqual({ first: [] });
    ada.away = false;
    await laptop.sync.enter(ADA);
    expect(laptop.coins()).toEqual({ first: ["solana"] });
    await phone.sync.enter(ADA);
    expect(phone.coins()).toEqual({ first: ["solana"] });
  });

  it("changes nothing where the account cannot be read", async () => {
    laptop.watch(list("first", "bitcoin"));
    ada.away = true;
    await expect(laptop.sync.enter(ADA)).rejects.toThrow("unreachable");
    expect(laptop.record.owner).toBeNull();
    expect(laptop.coins()).toEqual({ first: ["bitcoin"] });
  });

  it("never mixes two accounts of one browser", async () => {
    await laptop.sync.enter(ADA);
    laptop.watch(list("first", "ada-coin"));
    await laptop.sync.sync(false);
    laptop.active = GRACE;
    await laptop.sync.enter(GRACE);
    expect(laptop.coins()).toEqual({ first: [] });
  });

  it("saves nothing in the name of somebody an admin acts as", async () => {
    await laptop.sync.enter(ADA);
    const { saves } = ada;
    laptop.watch(list("first", "solana"));
    laptop.active = null;
    await laptop.sync.sync(false);
    expect(ada.saves).toBe(saves);
  });

  it("says once that the desk refuses a document, and saves the others", async () => {
    ada.refuses = "watchlists";
    laptop.watch(list("first", "bitcoin"));
    await laptop.sync.enter(ADA);
    await laptop.sync.sync(true);
    expect(laptop.told).toEqual(["refused", "moved"]);
    expect(ada.documents.has("preferences")).toBe(true);
  });
});
