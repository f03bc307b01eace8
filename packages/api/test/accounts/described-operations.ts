import { readFileSync } from "node:fs";

export interface Described {
  openapi: string;
  paths: Record<string, Record<string, DescribedOperation>>;
}

export interface DescribedOperation {
  operationId: string;
  parameters: { name: string; in: "path" | "query"; schema: Record<string, unknown> }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: Record<string, unknown> }> }>;
}

/** One operation of the committed OpenAPI document. */
export interface Operation extends DescribedOperation {
  readonly method: string;
  /** Below /api/v1, with `{fields}`. */
  readonly path: string;
}

const file = new URL("../../../../docs/openapi.json", import.meta.url);

/** The OpenAPI document as it is committed; another test holds it to the router. */
export const described = JSON.parse(readFileSync(file, "utf8")) as Described;

/** Every operation of it. */
export const operations: readonly Operation[] = Object.entries(described.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    ...operation,
    method: method.toUpperCase(),
    path: path.replace("/api/v1", ""),
  })),
);

/** Values that path fields take where it does not matter which. */
export const SOME_PATH: Readonly<Record<string, string>> = {
  id: "00000000-0000-7000-8000-000000000000",
  name: "preferences",
  date: "2026-01-01",
};

/** The path with its fields filled in. */
export function filled(path: string, values: Readonly<Record<string, string>> = SOME_PATH): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? "x"));
}
