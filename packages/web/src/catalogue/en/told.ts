import { EXPLANATION_SENTENCES } from "@cryptodesk/shared/told/explanations";

/** What the desk tells in English sentences, by their codes; other languages word it anew, see `toldWords`. */
export const told = { explanations: EXPLANATION_SENTENCES } as const;
