import { TEMPLATE_TEXTS } from "@cryptodesk/quant/rules/template-texts";
import type { StrategyTemplate } from "@cryptodesk/shared/strategy/strategy.contract";
import { t } from "../catalogue/catalogue.ts";

/** A template with its name and description in the reader's language, in its rules as well; one that is not known as it is. */
export function inOwnWords(template: StrategyTemplate): StrategyTemplate {
  const { id } = template;
  if (!isKnown(id)) return template;
  const words = { name: t(`strategyTemplates.${id}.name`), description: t(`strategyTemplates.${id}.description`) };
  return { ...template, ...words, rules: { ...template.rules, ...words } };
}

function isKnown(id: string): id is keyof typeof TEMPLATE_TEXTS {
  return Object.hasOwn(TEMPLATE_TEXTS, id);
}
