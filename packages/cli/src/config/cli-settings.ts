import { z } from "zod";

export const OutputFormat = z.enum(["table", "json", "csv"]);
export type OutputFormat = z.infer<typeof OutputFormat>;

/** An address with http or https and nothing that a request path could not follow. */
export const ServerUrl = z.url({ protocol: /^https?$/, error: "must be an address such as http://127.0.0.1:4000" });

/** What can be set for a server: directly, or in a named profile. */
export const ServerSettings = z.strictObject({
  url: ServerUrl.optional(),
  format: OutputFormat.optional(),
  timeout: z.number().min(0.1).max(600).optional(),
  portfolio: z.string().trim().min(1).max(80).optional(),
});
export type ServerSettings = z.infer<typeof ServerSettings>;
export type SettingKey = keyof ServerSettings;
export const SETTING_KEYS = ["url", "format", "timeout", "portfolio"] as const satisfies readonly SettingKey[];

export const ProfileName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, "must be letters, digits, dots, dashes and underscores");

/** `.cryptodesk.json` beside a project. */
export const ProjectConfig = ServerSettings.extend({ profile: ProfileName.optional() });
export type ProjectConfig = z.infer<typeof ProjectConfig>;

/** The user's own file, which also holds the profiles. */
export const UserConfig = ProjectConfig.extend({ profiles: z.record(ProfileName, ServerSettings).optional() });
export type UserConfig = z.infer<typeof UserConfig>;

export const DEFAULTS = { url: "http://127.0.0.1:4000", format: "table", timeout: 4.5 } as const;

/** One line for each setting, for help texts. */
export const SETTING_HELP: Record<SettingKey | "profile", string> = {
  url: "address of the server",
  format: "default output: table, json or csv",
  timeout: "seconds to wait for an answer",
  portfolio: "name or id of the portfolio that is meant when none is named",
  profile: "the profile used when none is named",
};
