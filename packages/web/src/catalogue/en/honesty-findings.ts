import { FINDING_SENTENCES } from "@cryptodesk/quant/honesty/finding-sentences";

/** What the checks of a run found, by the codes of findings; at the terminal and in answers it reads the same. */
export const honestyFindings = FINDING_SENTENCES;
