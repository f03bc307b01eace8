import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

const VERSION = "v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals what must be stored but not read from a copy of the database, and signs what clients bring back. */
export class SecretBox {
  readonly #sealing: Buffer;
  readonly #signing: Buffer;

  /** @param secret at least 32 characters; the same on every instance */
  constructor(secret: string) {
    this.#sealing = Buffer.from(hkdfSync("sha256", secret, "cryptodesk", "sealing", 32));
    this.#signing = Buffer.from(hkdfSync("sha256", secret, "cryptodesk", "signing", 32));
  }

  /** AES-256-GCM. @param context what the text belongs to; it opens only there */
  seal(text: string, context: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#sealing, iv).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `${VERSION}.${sealed.toString("base64url")}`;
  }

  /** @throws Error where it was sealed with another secret, in another context, or changed */
  open(sealed: string, context: string): string {
    const [version, body] = sealed.split(".");
    if (version !== VERSION || body === undefined) throw new Error("not a sealed text of this version");
    const bytes = Buffer.from(body, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", this.#sealing, bytes.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
    return text.toString("utf8");
  }

  /** HMAC-SHA-256 of parts, for one purpose. */
  sign(purpose: string, ...parts: string[]): string {
    const mac = createHmac("sha256", this.#signing).update(purpose);
    for (const part of parts) mac.update(`\u0000${part}`);
    return mac.digest("base64url");
  }
}
