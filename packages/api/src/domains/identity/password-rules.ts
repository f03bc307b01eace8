import { invalidInput } from "@cryptodesk/shared/errors/domain-error";

const SHORTEST_OWN_NAME = 4;

/**
 * Refuses passwords that guessing starts with. The list is the 49,233 most used passwords of the zxcvbn-ts project
 * (@zxcvbn-ts/language-common, MIT), which counts them in published leaks.
 * @param field where it was given, for the error
 * @throws DomainError INVALID_INPUT
 */
export async function refuseWeakPassword(
  password: string,
  owner: { email: string; name: string | null },
  field = "/password",
): Promise<void> {
  const bare = password.normalize("NFKC").toLowerCase();
  if ((await commonPasswords()).has(bare)) {
    throw invalidInput(field, "This password is among the most used ones, which are tried first. Choose another.");
  }
  const letters = lettersOf(bare);
  const names = [owner.email, owner.email.split("@")[0] ?? "", owner.name ?? "", "cryptodesk"].map((name) =>
    lettersOf(name.normalize("NFKC").toLowerCase()),
  );
  if (names.some((name) => name.length >= SHORTEST_OWN_NAME && (letters === name || letters === name + name))) {
    throw invalidInput(field, "This password is your own name or address with decoration. Choose another.");
  }
  if (new Set(bare).size <= 2) throw invalidInput(field, "This password repeats the same characters. Choose another.");
}

function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}]/gu, "");
}

let common: Promise<ReadonlySet<string>> | null = null;

// Loaded when the first password is chosen: most processes never need it.
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import("@zxcvbn-ts/language-common").then(({ dictionary }) => new Set(dictionary["passwords-common"]));
  return common;
}
