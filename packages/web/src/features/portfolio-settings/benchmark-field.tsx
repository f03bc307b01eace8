import type { Benchmark } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Button, NativeSelect, NumberInput } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { CoinPicker } from "../../market-data/coin-picker.tsx";
import { AssetField } from "../../portfolio-data/asset-field.tsx";
import { useAssetName } from "../../portfolio-data/use-asset-name.ts";
import classes from "./portfolio-settings.module.css";

const KINDS = { coin: "coin", "total-market": "totalMarket", basket: "basket", none: "none" } as const;
const MOST_PARTS = 20;
const FIRST: Benchmark = { kind: "coin", coinId: "bitcoin" };

/** What returns are measured against: a coin, the whole market, a basket of coins by weight, or nothing. */
export function BenchmarkField({ value, onChange }: BenchmarkFieldProps) {
  const kind = value?.kind ?? "none";
  const choose = (next: string) => {
    if (next === "coin") onChange(FIRST);
    else if (next === "total-market") onChange({ kind: "total-market" });
    else if (next === "basket") onChange({ kind: "basket", parts: [{ coinId: "bitcoin", weight: 1 }] });
    else onChange(null);
  };
  return (
    <div className={classes.form}>
      <div className={classes.two}>
        <NativeSelect
          label={t("portfolioSettings.benchmark")}
          description={t("portfolioSettings.benchmarkHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          value={kind}
          data={Object.entries(KINDS).map(([id, key]) => ({
            value: id,
            label: t(`portfolioSettings.benchmarks.${key}`),
          }))}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        />
        {value?.kind === "coin" && (
          <AssetField
            label={t("portfolioSettings.benchmarkCoin")}
            value={value.coinId}
            coinsOnly
            onChange={(coinId) => coinId !== "" && onChange({ kind: "coin", coinId })}
          />
        )}
      </div>
      {value?.kind === "basket" && (
        <Basket parts={value.parts} onChange={(parts) => onChange({ kind: "basket", parts })} />
      )}
    </div>
  );
}

interface BenchmarkFieldProps {
  value: Benchmark | null;
  onChange: (benchmark: Benchmark | null) => void;
}

type Part = Extract<Benchmark, { kind: "basket" }>["parts"][number];

function Basket({ parts, onChange }: { parts: readonly Part[]; onChange: (parts: Part[]) => void }) {
  return (
    <>
      <ul className={classes.list}>
        {parts.map((part) => (
          <BasketPart
            key={part.coinId}
            part={part}
            only={parts.length === 1}
            onWeight={(weight) => onChange(parts.map((each) => (each === part ? { ...each, weight } : each)))}
            onRemove={() => onChange(parts.filter((each) => each !== part))}
          />
        ))}
      </ul>
      {parts.length < MOST_PARTS && (
        <CoinPicker
          label={t("portfolioSettings.addToBasket")}
          taken={parts.map(({ coinId }) => coinId)}
          onPick={(coinId) => onChange([...parts, { coinId, weight: 1 }])}
        />
      )}
    </>
  );
}

function BasketPart({ part: { coinId, weight }, only, onWeight, onRemove }: BasketPartProps) {
  const name = useAssetName(coinId);
  return (
    <li className={classes.line}>
      <NumberInput
        size="xs"
        label={t("portfolioSettings.weightOf", { name })}
        min={0.01}
        max={1_000_000}
        hideControls
        value={weight}
        onChange={(next) => Number(next) > 0 && onWeight(Number(next))}
      />
      <Button size="xs" variant="default" disabled={only} onClick={onRemove}>
        {t("portfolioSettings.takeOff", { name })}
      </Button>
    </li>
  );
}

interface BasketPartProps {
  part: Part;
  /** A basket holds at least one coin. */
  only: boolean;
  onWeight: (weight: number) => void;
  onRemove: () => void;
}
