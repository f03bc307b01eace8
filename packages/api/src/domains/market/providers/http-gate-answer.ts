import type { ProviderErrorKind } from "./market-provider.ts";

/** An HTTP answer with its body read whole. */
export interface Answer {
  status: number;
  text: string;
}

/** Why an answer cannot be used. */
export interface Verdict {
  kind: ProviderErrorKind;
  message: string;
  retryAfterMs?: number;
}

/** What a provider's own error codes mean; it decides before the HTTP status does. */
export type ErrorCodes = ReadonlyMap<number, Omit<Verdict, "message">>;

export type Judgement = { usable: true; body: unknown } | { usable: false; verdict: Verdict };

export class BodyTooLarge extends Error {
  constructor(maxBytes: number) {
    super(`the body exceeds ${maxBytes} bytes`);
    this.name = "BodyTooLarge";
  }
}

/**
 * Reads a body as UTF-8 text, counting decompressed bytes.
 * @throws BodyTooLarge as soon as more than `maxBytes` have come in
 */
export async function readBody(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new BodyTooLarge(maxBytes);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/**
 * The wait that a Retry-After header asks for.
 * @param header seconds or an HTTP date
 * @returns ms, at least 0; null when there is none or it cannot be read
 */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  // Every form of HTTP date begins with the name of a day; anything else Date.parse would guess at.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

/** Decides whether an answer is data or one of the many shapes in which providers say no. */
export function judgeAnswer({ status, text }: Answer, codes: ErrorCodes): Judgement {
  const parsed = parseJson(text);
  const declared = parsed.ok ? declaredError(parsed.body) : null;
  const message = declared?.message ?? excerpt(text);
  const known = declared?.code != null ? codes.get(declared.code) : undefined;
  if (known) return { usable: false, verdict: { ...known, message } };
  if (status >= 400) return { usable: false, verdict: { kind: kindOfStatus(status, text), message } };
  if (status >= 300) return { usable: false, verdict: { kind: "unusable_body", message: "answered with a redirect" } };
  if (!parsed.ok) return { usable: false, verdict: notJson(text) };
  if (!declared) return { usable: true, body: parsed.body };
  const kind = isHttpError(declared.code) ? kindOfStatus(declared.code, "") : "unusable_body";
  return { usable: false, verdict: { kind, message } };
}

function kindOfStatus(status: number, text: string): ProviderErrorKind {
  // A challenge page of the CDN in front, not the provider's own refusal: it passes.
  if (status === 403 && looksLikeHtml(text)) return "unusable_body";
  if ([401, 402, 403, 407, 451].includes(status)) return "bad_key";
  if (status === 404 || status === 410) return "not_found";
  if (status === 408) return "timeout";
  if (status === 418 || status === 429) return "throttled";
  return status >= 500 ? "server" : "bad_request";
}

function parseJson(text: string): { ok: true; body: unknown } | { ok: false } {
  try {
    return { ok: true, body: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

function notJson(text: string): Verdict {
  if (text.trim() === "") return { kind: "unusable_body", message: "empty body" };
  if (/^\W*(throttled|too many requests|rate limit)/i.test(text)) return { kind: "throttled", message: excerpt(text) };
  if (looksLikeHtml(text)) return { kind: "unusable_body", message: "HTML instead of JSON" };
  return { kind: "unusable_body", message: `not JSON, or cut off after ${text.length} characters` };
}

const looksLikeHtml = (text: string): boolean => /^\s*</.test(text);
const isHttpError = (code: number | null): code is number => code !== null && code >= 400 && code < 600;

/**
 * The error that a body declares: `{error: "…"}`, `{error: {status: {error_code, error_message}}}`,
 * `{status: {error_code, error_message}}` (0 means none), `{status: 500, error: "…"}`, `{code: -1121, msg: "…"}`.
 */
function declaredError(body: unknown): { code: number | null; message: string | null } | null {
  if (!isRecord(body)) return null;
  const { error, status } = body;
  if (typeof error === "string") return { code: codeOf(status) ?? codeOf(body.statusCode), message: excerpt(error) };
  if (isRecord(error)) return envelopeError(isRecord(error.status) ? error.status : error);
  if (isRecord(status)) return envelopeError(status);
  if (typeof body.msg === "string" && codeOf(body.code) !== null) {
    return { code: codeOf(body.code), message: excerpt(body.msg) };
  }
  return null;
}

function envelopeError(status: Record<string, unknown>): { code: number | null; message: string | null } | null {
  const code = codeOf(status.error_code);
  if (code === 0 || (code === null && status.error_message == null)) return null;
  const message = typeof status.error_message === "string" ? excerpt(status.error_message) : null;
  return { code, message };
}

function codeOf(value: unknown): number | null {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d{1,6}$/.test(value) ? Number(value) : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One line of at most 200 characters. */
const excerpt = (text: string): string =>
  text
    .slice(0, 400)
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, 200);
