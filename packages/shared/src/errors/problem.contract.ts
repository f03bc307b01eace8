import { z } from "zod";

/** RFC 9457 problem document: the body of every REST error and the `data.problem` of every tRPC error. */
export const Problem = z
  .object({
    type: z.string().describe("URI that names the kind of problem"),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().describe("path of the request"),
    requestId: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), detail: z.string() }))
      .optional()
      .describe("one entry for each refused field, with a JSON pointer into the input"),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;

/** `type` of a refusal that goes away once the caller has confirmed who they are. */
export const CONFIRMATION_NEEDED_TYPE = "urn:cryptodesk:confirmation-needed";
/** `type` of a refusal that goes away once the caller has set up a second factor. */
export const SECOND_FACTOR_NEEDED_TYPE = "urn:cryptodesk:second-factor-needed";
