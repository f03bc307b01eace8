import {
  ColumnMapping,
  type ImportOptions,
  type ImportQuestion,
  type PortfolioImport,
} from "@cryptodesk/shared/portfolio/import.contract";
import { UsageError } from "../../../failures.ts";
import { canPrompt, promptsOf } from "../../../input/prompts.ts";
import { safeText } from "../../../output/plain-text.ts";
import type { Session } from "../../../session.ts";
import { assetIdOf } from "../choose-asset.ts";
import { IMPORT_FLAGS } from "./import-options.ts";

const LEAVE_OUT = "leave its rows out";
const ANOTHER = "another coin";
const NONE = "none";

/** Options that answer what the file leaves open, beside those that are given. @throws UsageError without a terminal */
export async function answersTo(session: Session, found: PortfolioImport): Promise<ImportOptions> {
  const open = found.questions.filter(({ isRequired }) => isRequired);
  if (!canPrompt(session.cli)) throw unanswered(open);
  const answers: ImportOptions = { ...found.options };
  for (const question of open) {
    session.out.notice(safeText(question.detail));
    await answer(session, question, found, answers);
  }
  return answers;
}

function unanswered(open: readonly ImportQuestion[]): UsageError {
  const lines = open.map(({ option, detail }) => `${IMPORT_FLAGS[option]}: ${safeText(detail)}`);
  return new UsageError(["The file leaves something open, and nobody is there to ask.", ...lines].join("\n"), [
    ...open.map((question) => `Answer with ${exampleOf(question)}`),
  ]);
}

function exampleOf({ option, choices, symbol, suggested }: ImportQuestion): string {
  const values = choices.map(({ value }) => safeText(value)).join("|");
  if (option === "assets") {
    return `--asset ${safeText(symbol ?? "SYMBOL")}=${values || suggested || "<coin>"}, or =none to leave its rows out`;
  }
  if (option === "mapping") return "--mapping <file.json>, or the name of a saved one";
  return `${IMPORT_FLAGS[option]} ${values || "<value>"}`;
}

async function answer(
  session: Session,
  question: ImportQuestion,
  { headers }: PortfolioImport,
  answers: ImportOptions,
): Promise<void> {
  const { option, symbol } = question;
  if (option === "assets") {
    answers.assets = { ...answers.assets, [symbol ?? ""]: await assetAnswer(session, question) };
  } else if (option === "mapping") {
    answers.mapping = await mappingAnswer(session, headers);
    answers.format = "generic";
  } else {
    Object.assign(answers, { [option]: await plainAnswer(session, question) });
  }
}

async function plainAnswer(session: Session, { option, choices }: ImportQuestion): Promise<string> {
  const prompts = await promptsOf(session.cli);
  if (choices.length === 0) return (await prompts.text(`${IMPORT_FLAGS[option].slice(2)}:`)).trim().toLowerCase();
  return prompts.choose("Which is it?", named(choices));
}

async function assetAnswer(session: Session, { choices, symbol }: ImportQuestion): Promise<string | null> {
  const prompts = await promptsOf(session.cli);
  const chosen = await prompts.choose(`What is ${safeText(symbol ?? "")}?`, [
    ...named(choices),
    { value: ANOTHER, name: ANOTHER },
    { value: LEAVE_OUT, name: LEAVE_OUT },
  ]);
  if (chosen === LEAVE_OUT) return null;
  return chosen === ANOTHER ? assetIdOf(session, await prompts.text("Coin id or symbol:")) : chosen;
}

function named(choices: ImportQuestion["choices"]) {
  return choices.map(({ value, label }) => ({ value, name: safeText(label) }));
}

const FIELDS = Object.keys(ColumnMapping.shape).filter((field) => field !== "types");

/** Column by column; what the file does not have is none. */
async function mappingAnswer(session: Session, headers: readonly string[]): Promise<ColumnMapping> {
  const prompts = await promptsOf(session.cli);
  const columns = headers.map((header) => ({ value: header, name: safeText(header) }));
  const mapping: Record<string, string> = {};
  for (const field of FIELDS) {
    const left = columns.filter(({ value }) => !Object.values(mapping).includes(value));
    const none = field === "date" ? [] : [{ value: NONE, name: "no column" }];
    const column = await prompts.choose(`Which column is ${FIELD_WORDS[field] ?? field}?`, [...none, ...left]);
    if (column !== NONE) mapping[field] = column;
  }
  const parsed = ColumnMapping.safeParse(mapping);
  if (parsed.success) return parsed.data;
  throw new UsageError(parsed.error.issues[0]?.message ?? "The mapping cannot be used.");
}

const FIELD_WORDS: Record<string, string> = {
  date: "the date",
  type: "the kind of transaction",
  inAsset: "the asset that came in",
  inQuantity: "how many units came in",
  outAsset: "the asset that went out",
  outQuantity: "how many units went out",
  asset: "the asset, where one column says it for both ways",
  quantity: "the units, negative where they went out",
  price: "the price of one unit",
  value: "the value of all units",
  currency: "the currency of price and value",
  fee: "the fee",
  feeAsset: "what the fee was paid in",
  note: "a note",
  id: "an id that never repeats",
};
