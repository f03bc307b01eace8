import { z } from "zod";
import { IsoTime } from "../market/source.contract.ts";
import { isStorableText } from "../text/storable.ts";
import { ClientKind } from "./sign-in.contract.ts";

const TotpCode = z
  .string()
  .transform((text) => text.replaceAll(" ", ""))
  .pipe(z.string().regex(/^\d{6}$/, "must be the six digits of the authenticator app"));
const RecoveryCode = z.string().min(1).max(40).describe("one of the codes that were shown once");

/** Finishes a sign-in that waits for a second factor: one of `code`, `recoveryCode` and `passkey`. */
export const SecondFactorInput = z.strictObject({
  challenge: z.string().min(1).max(200),
  code: TotpCode.optional(),
  recoveryCode: RecoveryCode.optional(),
  passkey: z.record(z.string(), z.unknown()).optional().describe("answer of navigator.credentials.get, as JSON"),
});
export type SecondFactorInput = z.infer<typeof SecondFactorInput>;

/** What an authenticator app needs; nothing holds before a code of it is confirmed. */
export const TotpSetup = z
  .object({
    secret: z.string().describe("base32, for typing"),
    uri: z.string().describe("otpauth:// address"),
    qrSvg: z.string().describe("the address as a QR code"),
  })
  .meta({ id: "TotpSetup" });
export type TotpSetup = z.infer<typeof TotpSetup>;

export const ConfirmTotpInput = z.strictObject({ code: TotpCode });
export type ConfirmTotpInput = z.infer<typeof ConfirmTotpInput>;

/** Shown once; each works once. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) }).meta({ id: "RecoveryCodes" });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

export const SecondFactorState = z
  .object({
    totp: z.object({ since: IsoTime }).nullable(),
    recoveryCodesLeft: z.int(),
    passkeys: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        createdAt: IsoTime,
        lastUsedAt: IsoTime.nullable(),
        synced: z.boolean(),
      }),
    ),
    required: z.boolean().describe("the account's role needs a second factor"),
  })
  .meta({ id: "SecondFactorState" });
export type SecondFactorState = z.infer<typeof SecondFactorState>;

/** Options for navigator.credentials, as JSON. */
export const PasskeyOptions = z
  .object({
    challenge: z.string().describe("send it back with the answer"),
    options: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "PasskeyOptions" });
export type PasskeyOptions = z.infer<typeof PasskeyOptions>;

export const AddPasskeyInput = z.strictObject({
  challenge: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(80).refine(isStorableText, "must be well-formed text"),
  response: z.record(z.string(), z.unknown()).describe("answer of navigator.credentials.create, as JSON"),
});
export type AddPasskeyInput = z.infer<typeof AddPasskeyInput>;

export const PasskeyIdInput = z.strictObject({
  id: z.string().min(1).max(1400).refine(isStorableText, "must be well-formed text"),
});
export type PasskeyIdInput = z.infer<typeof PasskeyIdInput>;

export const PasskeyLoginInput = z.strictObject({
  challenge: z.string().min(1).max(200),
  response: z.record(z.string(), z.unknown()),
  client: ClientKind.default("token"),
});
export type PasskeyLoginInput = z.infer<typeof PasskeyLoginInput>;

export const BeginPasskeyLoginInput = z.strictObject({
  challenge: z.string().min(1).max(200).optional().describe("of a sign-in that waits for a second factor"),
});
export type BeginPasskeyLoginInput = z.infer<typeof BeginPasskeyLoginInput>;
