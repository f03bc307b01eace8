import { printRules } from "@cryptodesk/quant/rules/print-rules";
import { STRATEGY_TEMPLATES } from "@cryptodesk/quant/rules/templates";
import type { TemplateList } from "@cryptodesk/shared/strategy/strategy.contract";

/** Strategies to begin with, in both forms. */
export function listTemplates(): TemplateList {
  const items = STRATEGY_TEMPLATES.map((template) => ({ ...template, text: printRules(template.rules) }));
  return { items, nextCursor: null };
}
