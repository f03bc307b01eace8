import type { PaperDetail } from "@cryptodesk/shared/strategy/paper.contract";
import { t } from "../../catalogue/catalogue.ts";
import { modelGain, modelPrice, modelUnits } from "../../strategy-data/model-figures.ts";
import { sideWords } from "../../strategy-data/trade-words.ts";
import { Age } from "../../ui/age.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";

/** What is open on paper, at live prices. */
export function PositionsPanel({ positions }: Pick<PaperDetail, "positions">) {
  return (
    <Panel title={t("strategyPaper.positions")} flush>
      {positions.length === 0 ? (
        <EmptyNotice title={t("strategyPaper.noPositions")} detail={t("strategyPaper.noPositionsDetail")} />
      ) : (
        <RecordTable
          label={t("strategyPaper.positions")}
          numbers={[2, 5]}
          columns={[
            t("strategyPaper.coin"),
            t("strategyPaper.side"),
            t("strategyPaper.quantity"),
            t("strategyPaper.entry"),
            t("strategyPaper.price"),
            t("strategyPaper.profit"),
            t("strategyPaper.opened"),
          ]}
          rows={positions.map(({ coin, side, quantity, entryPrice, price, profitUsd, openedAt }) => ({
            key: `${coin} ${side} ${openedAt}`,
            cells: [
              coin,
              sideWords(side),
              modelUnits(quantity),
              modelPrice(entryPrice),
              modelPrice(price),
              modelGain(profitUsd),
              <Age key="opened" at={openedAt} />,
            ],
          }))}
        />
      )}
    </Panel>
  );
}
