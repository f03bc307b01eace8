import { TEMPLATE_TEXTS } from "@cryptodesk/quant/rules/template-texts";

/** What strategies begin with, by the ids of the desk's templates. */
export const strategyTemplates = TEMPLATE_TEXTS;
