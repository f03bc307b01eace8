import { type Operation, operations } from "./described-operations.ts";
import { schemaOf } from "./hostile-requests.ts";

const NOBODY = "00000000-0000-7000-8000-000000000000";
/** Fields that no caller sets: whose something is, and what somebody may do. */
const PLANTED = {
  role: "admin",
  userId: NOBODY,
  accountId: NOBODY,
  account_id: NOBODY,
  isActive: true,
  is_active: true,
  id: NOBODY,
  email_verified_at: "2026-01-01T00:00:00Z",
  emailVerified: true,
  permissions: ["admin:users"],
  passwordHash: "x",
  version: 9,
};
const PROTOTYPES = ['{"__proto__":{"role":"admin"}}', '{"constructor":{"prototype":{"role":"admin"}}}'];

/** Operations that take a body. */
export const writingOperations: readonly Operation[] = operations.filter(
  ({ method }) => method !== "GET" && method !== "DELETE",
);

/** Bodies with one such field each, but those that the operation itself asks for. */
export function plantedBodies(operation: Operation): { field: string; body: unknown }[] {
  const own = new Set(Object.keys(schemaOf(operation).properties ?? {}));
  return Object.entries(PLANTED)
    .filter(([field]) => !own.has(field))
    .map(([field, value]) => ({ field, body: { [field]: value } }));
}

/** Bodies that would change what all objects are made of. */
export function prototypeBodies(): { field: string; body: unknown }[] {
  // Parsed, so that the name is a field like others.
  return PROTOTYPES.map((text) => ({ field: text, body: JSON.parse(text) as unknown }));
}
