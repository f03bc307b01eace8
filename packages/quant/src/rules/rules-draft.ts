import type {
  Condition,
  NamedSeries,
  RuleParameter,
  StrategyRulesInput,
} from "@cryptodesk/shared/strategy/rules.contract";
import { Places } from "./places.ts";
import type { Place } from "./tokens.ts";

type Unfinished = { -readonly [Field in keyof StrategyRulesInput]?: StrategyRulesInput[Field] };

/** What has been read of a text so far. */
export class RulesDraft {
  readonly places = new Places();
  readonly document: Unfinished & {
    schema: 1;
    parameters: RuleParameter[];
    series: NamedSeries[];
    stops: NonNullable<StrategyRulesInput["stops"]>;
    costs: NonNullable<StrategyRulesInput["costs"]>;
  } = { schema: 1, parameters: [], series: [], stops: {}, costs: {} };
  readonly about: string[] = [];
  readonly conditions = new Map<"enterLong" | "exitLong" | "enterShort" | "exitShort", Condition>();
  readonly #parameterNames: ReadonlySet<string>;
  readonly #said = new Map<string, Place>();

  /** @param parameterNames of the whole text: a parameter may be used above the line that declares it */
  constructor(parameterNames: ReadonlySet<string>) {
    this.#parameterNames = parameterNames;
  }

  isParameter(name: string): boolean {
    return this.#parameterNames.has(name);
  }

  /** Notes that the text says something that may be said once. Where it was said before, that place. */
  sayOnce(what: string, place: Place): Place | null {
    const earlier = this.#said.get(what);
    if (earlier) return earlier;
    this.#said.set(what, place);
    return null;
  }
}
