import { DomainError, invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { Role } from "@cryptodesk/shared/identity/permission";
import type { Accepted, RegisterInput } from "@cryptodesk/shared/identity/sign-in.contract";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "../../platform/database/database.ts";
import type { SecretBox } from "../../platform/security/secret-box.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { recordAudit } from "../audit/audit.public.ts";
import { AccountRepository } from "./account.repository.ts";
import { countAttempt, registrationLimits } from "./attempt-limits.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { IdentityStateRepository } from "./identity-state.repository.ts";
import { refuseWeakPassword } from "./password-rules.ts";
import { isSetupToken } from "./setup-token.ts";

const ACCEPTED: Accepted = {
  detail: "If this address was free, the account is ready: sign in with the password you chose.",
};

/**
 * Makes an account. The answer and the work are the same for an address that is taken: nobody learns who has an account.
 * The first account becomes admin and needs the token that was printed at start.
 * @throws DomainError INVALID_INPUT, FORBIDDEN (closed, or wrong setup token), TOO_MANY_REQUESTS
 */
export async function register(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  input: RegisterInput,
): Promise<Accepted> {
  const { db } = identity;
  const now = ctx.clock();
  const name = input.name ?? (input.email.split("@")[0] ?? input.email).slice(0, 80);
  await refuseWeakPassword(input.password, { email: input.email, name });
  await countAttempt(db.primary, registrationLimits(ctx.caller.ip), now);
  const passwordHash = await identity.passwords.hash(input.password);
  await db.primary.transaction().execute(async (transaction) => {
    const role = await roleOfNewcomer(identity, transaction, input.setupToken);
    const id = uuidv7();
    const email = input.email.trim();
    const made = await new AccountRepository(transaction).insert(
      { id, email, name, passwordHash, role, emailVerifiedAt: null },
      now,
    );
    await recordAudit(transaction, ctx, {
      action: "account.register",
      target: email,
      ...(made
        ? { subjectId: id, detail: `role ${role}`, by: { id, email } }
        : { outcome: "refused", detail: "the address is taken", by: { id: null, email: "anonymous" } }),
    });
  });
  return ACCEPTED;
}

/** Holds the one row of the desk's state, so that of two first accounts one waits for the other. */
async function roleOfNewcomer(
  { config, secrets }: IdentityRuntime,
  db: Db,
  setupToken: string | undefined,
): Promise<Role> {
  await new IdentityStateRepository(db).lock();
  if (await new AccountRepository(db).isEmpty()) {
    requireSetupToken(secrets, setupToken);
    return "admin";
  }
  if (config.REGISTRATION === "open") return config.REGISTRATION_ROLE;
  throw new DomainError("FORBIDDEN", "Registration is closed here. Ask an admin of this desk for an account.");
}

function requireSetupToken(secrets: SecretBox, token: string | undefined): void {
  if (token === undefined) {
    throw invalidInput(
      "/setupToken",
      "The first account needs the setup token that this desk printed when it started.",
    );
  }
  if (!isSetupToken(secrets, token.trim())) {
    throw invalidInput("/setupToken", "is not the setup token that this desk printed when it started");
  }
}
