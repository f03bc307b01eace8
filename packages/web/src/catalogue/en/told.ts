import { EXPLANATION_SENTENCES } from "@cryptodesk/shared/told/explanations";
import { IMPORT_SENTENCES } from "@cryptodesk/shared/told/imports";
import { REFUSAL_SENTENCES } from "@cryptodesk/shared/told/refusals";
import { WORK_SENTENCES } from "@cryptodesk/shared/told/work";

/** What the desk tells in English sentences, by their codes; other languages word it anew, see `toldWords`. */
export const told = {
  explanations: EXPLANATION_SENTENCES,
  imports: IMPORT_SENTENCES,
  refusals: REFUSAL_SENTENCES,
  work: WORK_SENTENCES,
} as const;
