import { REMARK_SENTENCES } from "@cryptodesk/quant/remarks/remark-sentences";

/** What is told of a run, its candles and of paper, by the codes of remarks; at the terminal and in answers it reads the same. */
export const remarks = REMARK_SENTENCES;
