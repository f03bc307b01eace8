import type { Condition, RuleProblem, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { Button, Checkbox, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { BlockContext, useProblem } from "./block-context.ts";
import { ConditionBlock } from "./condition-block.tsx";
import { newCondition } from "./condition-kinds.ts";
import { CostsBlock } from "./costs-block.tsx";
import { ParameterBlock } from "./parameter-block.tsx";
import { SeriesBlock } from "./series-block.tsx";
import { SizingBlock } from "./sizing-block.tsx";
import { StopsBlock } from "./stops-block.tsx";
import classes from "./strategy-editor.module.css";
import { UniverseBlock } from "./universe-block.tsx";

/** The rules as blocks. `disabled` where they are shown only. */
export function BlockEditor({ rules, problems, disabled, onChange }: BlockEditorProps) {
  const surroundings = useMemo(() => ({ rules, problems, disabled }), [rules, problems, disabled]);
  const change = (part: Partial<StrategyRules>) => onChange({ ...rules, ...part });
  return (
    <BlockContext value={surroundings}>
      <div className={classes.blocks}>
        <Block title={t("strategyEditor.blocks.about")}>
          <AboutFields rules={rules} onChange={change} disabled={disabled} />
        </Block>
        <Block title={t("strategyEditor.blocks.universe")}>
          <UniverseBlock rules={rules} onChange={change} />
        </Block>
        <Block title={t("strategyEditor.blocks.parameters")}>
          <ParameterBlock rules={rules} onChange={change} />
        </Block>
        <Block title={t("strategyEditor.blocks.series")}>
          <SeriesBlock rules={rules} onChange={change} />
        </Block>
        <SideBlock side="long" rules={rules} onChange={change} disabled={disabled} />
        <SideBlock side="short" rules={rules} onChange={change} disabled={disabled} />
        <Block title={t("strategyEditor.blocks.stops")}>
          <StopsBlock stops={rules.stops} onChange={(stops) => change({ stops })} />
        </Block>
        <Block title={t("strategyEditor.blocks.sizing")}>
          <SizingBlock rules={rules} onChange={change} />
        </Block>
        <Block title={t("strategyEditor.blocks.costs")}>
          <CostsBlock costs={rules.costs} onChange={(costs) => change({ costs })} />
        </Block>
      </div>
    </BlockContext>
  );
}

interface BlockEditorProps {
  rules: StrategyRules;
  problems: readonly RuleProblem[];
  disabled: boolean;
  onChange: (rules: StrategyRules) => void;
}

interface PartProps {
  rules: StrategyRules;
  disabled: boolean;
  onChange: (part: Partial<StrategyRules>) => void;
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={classes.block}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

function AboutFields({ rules, disabled, onChange }: PartProps) {
  const name = useProblem(["name"]);
  const description = useProblem(["description"]);
  return (
    <div className={classes.stack}>
      <TextInput
        size="xs"
        label={t("strategyEditor.name")}
        maxLength={80}
        disabled={disabled}
        error={rules.name.trim() === "" ? t("strategyEditor.nameMissing") : name}
        value={rules.name}
        onChange={({ currentTarget: { value } }) => onChange({ name: value })}
      />
      <Textarea
        size="xs"
        rows={2}
        label={t("strategyEditor.description")}
        maxLength={2000}
        disabled={disabled}
        error={description}
        value={rules.description ?? ""}
        onChange={({ currentTarget: { value } }) => onChange({ description: value === "" ? null : value })}
      />
    </div>
  );
}

/** When positions of one side are opened, and what closes them besides stops. */
function SideBlock({ side, rules, disabled, onChange }: PartProps & { side: "long" | "short" }) {
  const rule = rules[side];
  const problem = useProblem([side], false);
  const set = (next: StrategyRules["long"]) => onChange({ [side]: next });
  return (
    <Block title={t(`strategyEditor.blocks.${side}`)}>
      <Checkbox
        size="xs"
        label={t(`strategyEditor.trades.${side}`)}
        disabled={disabled}
        error={problem}
        checked={rule !== null}
        onChange={({ currentTarget: { checked } }) => set(checked ? { enter: newCondition(rules), exit: null } : null)}
      />
      {rule && (
        <>
          <Part title={t("strategyEditor.enter")}>
            <ConditionBlock
              path={[side, "enter"]}
              value={rule.enter}
              onChange={(enter: Condition) => set({ ...rule, enter })}
            />
          </Part>
          <Part title={t("strategyEditor.exit")}>
            {rule.exit === null ? (
              <p className={classes.hint}>{t("strategyEditor.noExit")}</p>
            ) : (
              <ConditionBlock
                path={[side, "exit"]}
                value={rule.exit}
                onChange={(exit: Condition) => set({ ...rule, exit })}
                onRemove={() => set({ ...rule, exit: null })}
              />
            )}
            {rule.exit === null && !disabled && (
              <Button size="compact-xs" variant="subtle" onClick={() => set({ ...rule, exit: newCondition(rules) })}>
                {t("strategyEditor.addExit")}
              </Button>
            )}
          </Part>
        </>
      )}
    </Block>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={classes.part}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}
