import type { Page } from "playwright-core";

/** A thing as assistive technology is told of it. */
export interface Accessible {
  role: string;
  name: string;
  /** Properties such as `live`, `level`, `checked`, as far as they are set. */
  properties: Record<string, unknown>;
}

/** Roles that somebody operates; each needs a name. */
const OPERATED = new Set([
  "button",
  "checkbox",
  "combobox",
  "link",
  "listbox",
  "menuitem",
  "radio",
  "searchbox",
  "slider",
  "spinbutton",
  "switch",
  "tab",
  "textbox",
]);

/** Everything that Chromium exposes of a page to a screen reader, in reading order. */
export async function accessibleTree(page: Page): Promise<Accessible[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes.flatMap(({ ignored, role, name, properties = [] }) =>
    ignored
      ? []
      : [
          {
            role: String(role?.value ?? ""),
            name: String(name?.value ?? "").trim(),
            properties: Object.fromEntries(properties.map((property) => [property.name, property.value.value])),
          },
        ],
  );
}

export const withRole = (tree: readonly Accessible[], ...roles: string[]): Accessible[] =>
  tree.filter(({ role }) => roles.includes(role));

/** Controls without a name, as many as there are. */
export const nameless = (tree: readonly Accessible[]): string[] =>
  tree.filter(({ role, name }) => OPERATED.has(role) && name === "").map(({ role }) => role);
