import { ToldReader } from "@cryptodesk/shared/told/told-reader";
import { told } from "./en/told.ts";

/** What finds the code of an English sentence, by who tells it. Loaded with the first language that is not English. */
export const toldReaders = {
  explanations: new ToldReader(told.explanations),
  imports: new ToldReader(told.imports),
  refusals: new ToldReader(told.refusals),
  work: new ToldReader(told.work),
} as const satisfies Record<keyof typeof told, ToldReader>;
