import type { WorkspaceName } from "@cryptodesk/shared/identity/workspace.contract";
import type { Body, WorkspacePart } from "./documents.ts";
import { same } from "./merge-documents.ts";

type Bodies = Partial<Record<WorkspaceName, Body>>;

/** What this browser knows of one account's documents. */
interface AccountRecord {
  /** As they were last read or saved. */
  base: Partial<Record<WorkspaceName, { version: number; body: Body }>>;
  /** Changes that could not be saved before somebody signed out. */
  kept: Bodies | null;
  /** What of the browser's own has been taken into the account before; only what came since is new to it. */
  imported: Bodies | null;
}

/** Kept by the browser, the same in every tab. */
export interface SyncRecord {
  /** Account whose documents the stores hold now; null: the browser's own. */
  owner: string | null;
  /** The browser's own documents, while the stores hold an account's. */
  anonymous: Bodies;
  accounts: Record<string, AccountRecord>;
}

export const EMPTY_RECORD: SyncRecord = { owner: null, anonymous: {}, accounts: {} };

/** What a person is told: the desk moved to the account, a list had no room there, or the desk refused a document. */
export type SyncEvent = "moved" | "overflow" | "refused";

/** A document as the account answers it. */
interface AccountDocument {
  name: WorkspaceName;
  version: number;
  body?: unknown;
}

/** Everything the sync needs from outside; tests bring their own. */
export interface SyncPorts {
  parts: readonly WorkspacePart[];
  readAll: () => Promise<readonly AccountDocument[]>;
  save: (name: WorkspaceName, body: Body, baseVersion: number) => Promise<AccountDocument>;
  /** Somebody else saved since: read again. */
  isConflict: (error: unknown) => boolean;
  /** The desk will not take this body, however often it is sent. */
  isRefusal: (error: unknown) => boolean;
  record: { get: () => SyncRecord; set: (record: SyncRecord) => void };
  /** Account that requests are made for now; null: nobody's, or another's in whose name an admin acts. */
  active: () => string | null;
  /** Runs in one tab at a time. */
  alone: <Value>(run: () => Promise<Value>) => Promise<Value>;
  tell: (event: SyncEvent) => void;
}

const MOST_ROUNDS = 4;

/** Holds the stores of this browser and the documents of an account together. */
export class WorkspaceSync {
  readonly #ports: SyncPorts;
  readonly #refused = new Map<WorkspaceName, Body>();
  #writing = false;

  constructor(ports: SyncPorts) {
    this.#ports = ports;
  }

  /** Tells of changes a person makes, not of those that the sync itself writes. */
  listen(listener: () => void): () => void {
    const stores = this.#ports.parts.flatMap((part) => part.stores);
    const stops = stores.map((store) =>
      store.listen(() => {
        if (!this.#writing) listener();
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }

  /**
   * Somebody is signed in: the stores come to hold the account's documents. The first time, what the browser had is taken
   * along; later only what it collected since.
   * @throws where the server cannot be reached; nothing has changed then, and it can be called again
   */
  enter(accountId: string): Promise<void> {
    return this.#alone(async () => {
      const { owner, accounts } = this.#ports.record.get();
      if (owner !== accountId) {
        const documents = await this.#ports.readAll();
        if (owner !== null) this.#restore();
        this.#moveIn(accountId, documents);
      }
      await this.#settle(accountId, owner === accountId).finally(() => {
        if (!accounts[accountId]) this.#ports.tell("moved");
      });
    });
  }

  /** Saves what was changed here; with `readFirst` what was changed elsewhere is taken over before. */
  sync(readFirst: boolean): Promise<void> {
    return this.#alone(async () => {
      const { owner } = this.#ports.record.get();
      if (owner !== null) await this.#settle(owner, readFirst);
    });
  }

  /** Nobody is signed in: the browser has its own documents again; unsaved changes wait for the account's return. */
  leave(): Promise<void> {
    return this.#alone(async () => {
      if (this.#ports.record.get().owner !== null) this.#restore();
    });
  }

  #alone(run: () => Promise<void>): Promise<void> {
    return this.#ports.alone(() => {
      this.#writing = true;
      for (const { stores } of this.#ports.parts) for (const store of stores) store.reload();
      this.#writing = false;
      return run();
    });
  }

  #moveIn(accountId: string, documents: readonly AccountDocument[]): void {
    const { parts, record } = this.#ports;
    const before = record.get();
    const known = before.accounts[accountId];
    const anonymous = Object.fromEntries(parts.map((part) => [part.name, part.read()])) as Bodies;
    const account: AccountRecord = { base: known?.base ?? {}, kept: null, imported: anonymous };
    for (const part of parts) {
      const waiting = known?.kept?.[part.name];
      const document = documents.find(({ name }) => name === part.name);
      if (waiting !== undefined) this.#write(part, waiting);
      else if (document) account.base[part.name] = this.#takeIn(part, document, known?.imported?.[part.name]);
    }
    record.set({ owner: accountId, anonymous, accounts: { ...before.accounts, [accountId]: account } });
  }

  /** The account's document into the store, with what the browser collected. */
  #takeIn(part: WorkspacePart, document: AccountDocument, imported: Body | undefined) {
    const local = part.read();
    const remote = bodyOf(document);
    this.#write(part, remote);
    const base = { version: document.version, body: part.read() };
    if (part.collected) this.#writeMerged(part, { base: imported, local, remote });
    return base;
  }

  #restore(): void {
    const { parts, record } = this.#ports;
    const { owner, anonymous, accounts } = record.get();
    if (owner === null) return;
    const account = accounts[owner] ?? { base: {}, kept: null, imported: null };
    const unsaved = parts.some((part) => !same(part.read(), account.base[part.name]?.body));
    const kept = unsaved ? (Object.fromEntries(parts.map((part) => [part.name, part.read()])) as Bodies) : null;
    const left: AccountRecord = { base: unsaved ? account.base : {}, kept, imported: account.imported };
    for (const part of parts) {
      const own = anonymous[part.name];
      if (own !== undefined) this.#write(part, own);
    }
    record.set({ owner: null, anonymous: {}, accounts: { ...accounts, [owner]: left } });
  }

  async #settle(owner: string, readFirst: boolean): Promise<void> {
    let reading = readFirst;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      if (this.#ports.active() !== owner) return;
      if (reading) this.#merge(owner, await this.#ports.readAll());
      if (await this.#pushAll(owner)) return;
      reading = true;
    }
  }

  #merge(owner: string, documents: readonly AccountDocument[]): void {
    for (const document of documents) {
      const part = this.#ports.parts.find(({ name }) => name === document.name);
      const base = this.#baseOf(owner, document.name);
      if (!part || document.version === base?.version) continue;
      const local = part.read();
      const remote = bodyOf(document);
      this.#write(part, remote);
      this.#setBase(owner, part.name, { version: document.version, body: part.read() });
      if (!same(local, base?.body)) this.#writeMerged(part, { base: base?.body, local, remote });
    }
  }

  /** @returns false where another browser saved meanwhile */
  async #pushAll(owner: string): Promise<boolean> {
    const { parts, save, isConflict, isRefusal, tell } = this.#ports;
    for (const { name, read } of parts) {
      const body = read();
      const base = this.#baseOf(owner, name);
      if (same(body, base?.body) || same(body, this.#refused.get(name))) continue;
      try {
        const { version } = await save(name, body, base?.version ?? 0);
        this.#setBase(owner, name, { version, body });
      } catch (error) {
        if (isConflict(error)) return false;
        if (!isRefusal(error)) throw error;
        this.#refused.set(name, body);
        tell("refused");
      }
    }
    return true;
  }

  #writeMerged(part: WorkspacePart, versions: Parameters<WorkspacePart["merge"]>[0]): void {
    const merged = part.merge(versions);
    if (part.overflows(merged)) this.#ports.tell("overflow");
    this.#write(part, merged);
  }

  #write(part: WorkspacePart, body: Body): void {
    if (same(part.read(), body)) return;
    this.#writing = true;
    part.write(body);
    this.#writing = false;
  }

  #baseOf(owner: string, name: WorkspaceName) {
    return this.#ports.record.get().accounts[owner]?.base[name];
  }

  #setBase(owner: string, name: WorkspaceName, base: { version: number; body: Body }): void {
    const record = this.#ports.record.get();
    const account = record.accounts[owner];
    if (!account) return;
    const accounts = { ...record.accounts, [owner]: { ...account, base: { ...account.base, [name]: base } } };
    this.#ports.record.set({ ...record, accounts });
  }
}

/** Bodies are objects or arrays; anything else is as good as none. */
function bodyOf({ body }: AccountDocument): Body {
  if (Array.isArray(body)) return body;
  return typeof body === "object" && body !== null ? { ...body } : {};
}
