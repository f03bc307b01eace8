import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importJWK,
  importPKCS8,
} from "jose";
import type { Db } from "../../platform/database/database.ts";
import type { SecretBox } from "../../platform/security/secret-box.ts";
import type { Clock } from "../../platform/service-context.ts";
import { SigningKeyRepository } from "./signing-key.repository.ts";

const ALGORITHM = "RS256";
// As strong as 128 bits (NIST SP 800-57); verifying is cached, so its time does not matter.
const MODULUS_BITS = 3072;
// A key that no longer signs verifies for longer than any token it signed can live.
const OVERLAP_MS = 60 * 60_000;

interface UsableKeys {
  signing: { kid: string; key: CryptoKey };
  verifying: ReadonlyMap<string, CryptoKey>;
  published: readonly Record<string, unknown>[];
}

/** The desk's RSA keys: made at first start, kept sealed in the database, the same on every instance. */
export class SigningKeys {
  readonly #db: Db;
  readonly #secrets: SecretBox;
  readonly #clock: Clock;
  #loading: Promise<UsableKeys> | null = null;

  constructor(db: Db, secrets: SecretBox, clock: Clock) {
    this.#db = db;
    this.#secrets = secrets;
    this.#clock = clock;
  }

  /** The keys of now; loaded once until `forget`. */
  current(): Promise<UsableKeys> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = null;
      throw error;
    });
    return this.#loading;
  }

  /** Another instance may have changed them. */
  forget(): void {
    this.#loading = null;
  }

  /** Lets a new key sign from now on; the old ones still verify for an hour. @returns its id */
  async rotate(): Promise<string> {
    const kid = await this.#introduce(false);
    this.forget();
    return kid;
  }

  async #load(): Promise<UsableKeys> {
    const repository = new SigningKeyRepository(this.#db);
    let rows = await repository.listUsable(this.#clock());
    if (!rows.some(({ signs_until }) => signs_until === null)) {
      await this.#introduce(true);
      rows = await repository.listUsable(this.#clock());
    }
    const current = rows.find(({ signs_until }) => signs_until === null);
    if (!current) throw new Error("there is no signing key");
    const pem = this.#secrets.open(current.sealed_private_key, sealedAs(current.kid));
    const verifying = new Map<string, CryptoKey>();
    for (const row of rows) {
      const key = await importJWK(row.public_jwk, ALGORITHM);
      if (!(key instanceof Uint8Array)) verifying.set(row.kid, key);
    }
    return {
      signing: { kid: current.kid, key: await importPKCS8(pem, ALGORITHM) },
      verifying,
      published: rows.map(({ kid, public_jwk }) => ({ ...public_jwk, kid, use: "sig", alg: ALGORITHM })),
    };
  }

  async #introduce(onlyFirst: boolean): Promise<string> {
    const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, {
      modulusLength: MODULUS_BITS,
      extractable: true,
    });
    const publicJwk = await exportJWK(publicKey);
    const kid = await calculateJwkThumbprint(publicJwk);
    const now = this.#clock();
    await new SigningKeyRepository(this.#db).introduce(
      { kid, publicJwk, sealedPrivateKey: this.#secrets.seal(await exportPKCS8(privateKey), sealedAs(kid)) },
      now,
      { oldVerifiesUntil: new Date(now.getTime() + OVERLAP_MS), onlyFirst },
    );
    return kid;
  }
}

function sealedAs(kid: string): string {
  return `signing key ${kid}`;
}
