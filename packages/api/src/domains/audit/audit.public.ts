export { AuditRepository } from "./audit.repository.ts";
export { toEntry } from "./list-audit.ts";
export { type AuditEvent, recordAudit } from "./record-audit.ts";
