import { createHmac, generateKeyPairSync } from "node:crypto";
import { exportJWK, exportSPKI, importJWK } from "jose";
import { v7 as uuidv7 } from "uuid";
import { encoded, type Forge, type Forgery, partsOf } from "./forge.ts";

/** Without a signature, however `none` is spelt. */
export function unsigned({ signedIn, jwk }: Forge): Forgery[] {
  const [header, payload] = partsOf(signedIn.accessToken);
  const spellings = [
    "none",
    "None",
    "NONE",
    "nOnE",
    "none ",
    " none",
    "none\u0000",
    "",
    null,
    0,
    false,
    [],
    ["none"],
    {},
  ];
  const { alg: _alg, ...without } = header;
  return [
    { trick: "no alg", token: `${encoded(without)}.${encoded(payload)}.` },
    ...spellings.flatMap((alg) =>
      ["", ".", "AAAA", signedIn.accessToken.split(".")[2] ?? ""].map((signature) => {
        const head = encoded({ alg, typ: "at+jwt", kid: jwk.kid });
        const dot = signature === "." ? "" : ".";
        return { trick: `alg ${JSON.stringify(alg)}`, token: `${head}.${encoded(payload)}${dot}${signature}` };
      }),
    ),
  ];
}

/** With the public key for a shared secret. */
export async function signedWithPublicKey({ signedIn, jwk }: Forge): Promise<Forgery[]> {
  const key = await importJWK(jwk, "RS256");
  if (key instanceof Uint8Array) throw new Error("not a public key");
  const pem = await exportSPKI(key);
  const base64 = pem.replaceAll(/-----.*-----|\n/g, "");
  const secrets = [
    pem,
    pem.trim(),
    pem.replaceAll("\n", "\r\n"),
    base64,
    JSON.stringify(jwk),
    jwk.n ?? "",
    "",
    Buffer.from(base64, "base64"),
    Buffer.from(jwk.n ?? "", "base64url"),
  ];
  const payload = encoded(partsOf(signedIn.accessToken)[1]);
  const algorithms = [
    ["HS256", "sha256"],
    ["HS384", "sha384"],
    ["HS512", "sha512"],
    ["RS256", "sha256"],
  ] as const;
  return algorithms.flatMap(([alg, digest]) =>
    secrets.map((secret, index) => {
      const head = encoded({ alg, typ: "at+jwt", kid: jwk.kid });
      const signature = createHmac(digest, secret).update(`${head}.${payload}`).digest("base64url");
      return { trick: `${alg} with spelling ${index} of the key`, token: `${head}.${payload}.${signature}` };
    }),
  );
}

/** Under a key that the token names, points to or brings itself; and under our own where that is not the one it names. */
export async function underOtherKeys(forge: Forge): Promise<Forgery[]> {
  const { jwk } = forge;
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = privateKey.toCryptoKey({ name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, true, ["sign"]);
  const own = { ...(await exportJWK(publicKey)), kid: jwk.kid, alg: "RS256", use: "sig" };
  const x5c = [publicKey.export({ type: "spki", format: "der" }).toString("base64")];
  const tricks: Record<string, unknown>[] = [
    { jwk: own },
    { jku: "https://evil.example/jwks.json" },
    { jku: "/.well-known/jwks.json#@evil.example" },
    { x5u: "https://evil.example/cert.pem" },
    { x5c },
    { x5t: "AAAA", "x5t#S256": "AAAA" },
    { jwk: own, jku: "https://evil.example", x5u: "https://evil.example", x5c },
    { crit: ["b64"], b64: false },
    { crit: ["exp"] },
    { zip: "DEF" },
    ...wrongKeyIds(jwk.kid).map((kid) => ({ kid })),
  ];
  const unnamed = [undefined, "unknown", `../${jwk.kid}`];
  return Promise.all([
    ...tricks.map(async (header) => ({ trick: JSON.stringify(header), token: await forge.signed({ header, key }) })),
    ...unnamed.map(async (kid) => ({
      trick: `our own key as ${kid}`,
      token: await forge.signed({ header: { kid } }),
    })),
  ]);
}

function wrongKeyIds(kid: string): unknown[] {
  return [
    "../../../../dev/null",
    "/dev/null",
    "../signing_key",
    "file:///etc/hostname",
    "https://evil.example/key",
    "' OR '1'='1",
    "x' UNION SELECT 'AAAA' --",
    `${kid}' --`,
    "|whoami",
    "$(id)",
    "__proto__",
    "constructor",
    "toString",
    "0",
    "",
    " ",
    `${kid} `,
    kid.toUpperCase(),
    "\u0000",
    "k".repeat(2000),
    undefined,
    null,
    7,
    {},
    [kid],
    { kid },
  ];
}

/** Claims or a type that do not fit, though the signature does. */
export function misfits(forge: Forge): Promise<Forgery[]> {
  const { person, otherSession } = forge;
  const now = forge.now();
  const claims: Record<string, unknown>[] = [
    { iss: "cryptodesk.evil.example" },
    { iss: "CryptoDesk" },
    { iss: undefined },
    { iss: "" },
    { aud: "other" },
    { aud: undefined },
    { aud: [] },
    { aud: "" },
    { exp: now - 6 },
    { exp: 0 },
    { exp: -1 },
    { exp: undefined },
    { exp: String(now + 900) },
    { exp: null },
    { iat: now + 60 },
    { iat: now + 86_400 },
    { iat: undefined },
    { iat: "now" },
    { nbf: now + 60 },
    { sub: undefined },
    { sub: "" },
    { sub: "admin" },
    { sub: uuidv7() },
    { sub: [person.id] },
    { sub: `${person.id}'--` },
    { sid: undefined },
    { sid: "" },
    { sid: uuidv7() },
    { sid: person.id },
    { sid: { $ne: null } },
    // The session of another account.
    { sid: otherSession },
    { jti: undefined },
    { jti: "x" },
  ];
  const types = ["JWT", "jwt", "id+jwt", "", undefined, "at+jwt;x", null, 1];
  return Promise.all([
    ...claims.map(async (one) => ({ trick: shown(one), token: await forge.signed({ claims: one }) })),
    ...types.map(async (typ) => ({ trick: shown({ typ }), token: await forge.signed({ header: { typ } }) })),
  ]);
}

/** Cut short, with a bit turned, lengthened. */
export function disfigured({ signedIn: { accessToken: token } }: Forge): Forgery[] {
  const parts = token.split(".");
  const cut = [0, 1, 10, token.length / 2, token.length - 2, token.length - 1].map((length) => ({
    trick: `the first ${length} letters`,
    token: token.slice(0, length),
  }));
  const turned = parts.flatMap((part, index) => {
    const bytes = Buffer.from(part, "base64url");
    const step = Math.ceil(bytes.length / 20);
    return Array.from({ length: Math.ceil(bytes.length / step) }, (_, turn) => {
      const changed = Buffer.from(bytes);
      changed[turn * step] = (changed[turn * step] ?? 0) ^ 1;
      return {
        trick: `byte ${turn * step} of part ${index}`,
        token: parts.with(index, changed.toString("base64url")).join("."),
      };
    });
  });
  const longer = [
    `${token}.`,
    `${token}.AAAA`,
    `.${token}`,
    `${token}A`,
    `${token}=`,
    token + token,
    "A".repeat(8_000),
  ];
  return [...cut, ...turned, ...longer.map((one) => ({ trick: `${one.length} letters`, token: one }))];
}

/** With an address where the key is said to be. */
export function pointingAt(forge: Forge, url: string): Promise<Forgery[]> {
  const headers = [{ jku: url }, { x5u: url }, { kid: url }];
  return Promise.all(headers.map(async (header) => ({ trick: shown(header), token: await forge.signed({ header }) })));
}

/** Every forged access token there is here. */
export async function forgedTokens(forge: Forge): Promise<Forgery[]> {
  const lists = [signedWithPublicKey(forge), underOtherKeys(forge), misfits(forge)];
  return [...unsigned(forge), ...(await Promise.all(lists)).flat(), ...disfigured(forge)];
}

/** Also what JSON leaves out. */
function shown(value: Record<string, unknown>): string {
  return JSON.stringify(value, (_, each: unknown) => (each === undefined ? "(none)" : each));
}
