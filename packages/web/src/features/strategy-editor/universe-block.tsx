import { Timeframe } from "@cryptodesk/shared/market/timeframe";
import type { StrategyRules, Universe } from "@cryptodesk/shared/strategy/rules.contract";
import { Checkbox } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { useProblem, useSurroundings } from "./block-context.ts";
import { ChoiceField, NumberField } from "./block-fields.tsx";
import { CoinsField } from "./coins-field.tsx";
import classes from "./strategy-editor.module.css";

interface UniverseBlockProps {
  rules: StrategyRules;
  onChange: (part: Partial<StrategyRules>) => void;
}

/** Which coins are traded, and on candles of which length. */
export function UniverseBlock({ rules, onChange }: UniverseBlockProps) {
  const { universe } = rules;
  const set = (next: Universe) => onChange({ universe: next });
  return (
    <div className={classes.stack}>
      <div className={classes.row}>
        <ChoiceField
          label={t("strategyEditor.universe.kind")}
          path={["universe", "kind"]}
          value={universe.kind}
          options={(["coin", "list", "top"] as const).map((value) => ({
            value,
            label: t(`strategyEditor.universe.kinds.${value}`),
          }))}
          onChange={(kind) => set(universeOfKind(kind, universe))}
        />
        <ChoiceField
          label={t("strategyEditor.timeframe")}
          path={["timeframe"]}
          value={rules.timeframe}
          options={Timeframe.options.map((value) => ({ value, label: value }))}
          onChange={(timeframe) => onChange({ timeframe })}
        />
        {universe.kind === "top" && <TopFields universe={universe} onChange={set} />}
      </div>
      <Coins universe={universe} onChange={set} />
    </div>
  );
}

function Coins({ universe, onChange }: { universe: Universe; onChange: (universe: Universe) => void }) {
  const problem = useProblem(["universe"]);
  if (universe.kind === "coin") {
    return (
      <CoinsField
        label={t("strategyEditor.universe.coin")}
        coins={[universe.coin]}
        error={problem}
        most={1}
        onChange={([coin]) => coin !== undefined && onChange({ kind: "coin", coin })}
      />
    );
  }
  if (universe.kind === "list") {
    return (
      <CoinsField
        label={t("strategyEditor.universe.coins")}
        coins={universe.coins}
        error={problem}
        most={50}
        onChange={(coins) => onChange({ kind: "list", coins: [...coins] })}
      />
    );
  }
  return null;
}

type Top = Extract<Universe, { kind: "top" }>;

function TopFields({ universe, onChange }: { universe: Top; onChange: (universe: Universe) => void }) {
  const { disabled } = useSurroundings();
  return (
    <>
      <NumberField
        label={t("strategyEditor.universe.count")}
        path={["universe", "count"]}
        value={universe.count}
        onChange={(count) => onChange({ ...universe, count })}
      />
      <ChoiceField
        label={t("strategyEditor.universe.rebalance")}
        path={["universe", "rebalance"]}
        value={universe.rebalance}
        options={(["1d", "1w", "1M"] as const).map((value) => ({
          value,
          label: t(`strategyEditor.universe.rebalances.${value}`),
        }))}
        onChange={(rebalance) => onChange({ ...universe, rebalance })}
      />
      <Checkbox
        size="xs"
        label={t("strategyEditor.universe.withStablecoins")}
        disabled={disabled}
        checked={universe.withStablecoins}
        onChange={({ currentTarget: { checked } }) => onChange({ ...universe, withStablecoins: checked })}
      />
    </>
  );
}

function universeOfKind(kind: Universe["kind"], before: Universe): Universe {
  if (kind === before.kind) return before;
  const coins = before.kind === "coin" ? [before.coin] : before.kind === "list" ? before.coins : ["bitcoin"];
  if (kind === "coin") return { kind, coin: coins[0] ?? "bitcoin" };
  if (kind === "list") return { kind, coins };
  return { kind, count: 10, rebalance: "1w", withStablecoins: false };
}
