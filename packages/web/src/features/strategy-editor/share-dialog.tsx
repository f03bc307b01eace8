import type { Strategy, StrategyLink } from "@cryptodesk/shared/strategy/strategy.contract";
import { Button } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { useChangeStrategy } from "../../strategy-data/use-strategies.ts";
import { useEndLink, useMakeLink } from "../../strategy-data/use-strategy-link.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { SecretText } from "../../ui/secret-text.tsx";
import classes from "./strategy-editor.module.css";

/** Who else sees a strategy: nobody, whoever has its link, or everybody with an account of this desk. */
export function ShareDialog({ strategy, onClose }: { strategy: Strategy; onClose: () => void }) {
  const [link, setLink] = useState<StrategyLink | null>(null);
  const change = useChangeStrategy();
  const make = useMakeLink(setLink);
  const end = useEndLink(() => setLink(null));
  const isShared = strategy.visibility !== "private";
  return (
    <Dialog opened title={t("strategyEditor.share.title")} onClose={onClose}>
      <div className={classes.stack}>
        <p role="status">{t(`strategyEditor.share.now.${strategy.visibility}`)}</p>
        {strategy.blocked && (
          <p className={classes.error}>
            {t("strategyEditor.share.blocked", { reason: strategy.blockedReason ?? "–" })}
          </p>
        )}
        {link && (
          <>
            <SecretText
              label={t("strategyEditor.share.link")}
              text={new URL(link.url, window.location.origin).href}
              copyLabel={t("strategyEditor.share.copy")}
            />
            <p className={classes.hint}>{t("strategyEditor.share.linkOnce")}</p>
          </>
        )}
        <div className={classes.row}>
          <Button size="xs" loading={make.isPending} onClick={() => make.mutate(strategy.id)}>
            {t(strategy.visibility === "link" ? "strategyEditor.share.newLink" : "strategyEditor.share.makeLink")}
          </Button>
          {strategy.visibility === "link" && (
            <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate(strategy.id)}>
              {t("strategyEditor.share.endLink")}
            </Button>
          )}
          {strategy.visibility !== "public" && (
            <Button
              size="xs"
              variant="default"
              loading={change.isPending}
              onClick={() => change.mutate({ strategyId: strategy.id, visibility: "public" })}
            >
              {t("strategyEditor.share.makePublic")}
            </Button>
          )}
          {isShared && (
            <Button
              size="xs"
              variant="default"
              loading={change.isPending}
              onClick={() => {
                setLink(null);
                change.mutate({ strategyId: strategy.id, visibility: "private" });
              }}
            >
              {t("strategyEditor.share.makePrivate")}
            </Button>
          )}
        </div>
        <p className={classes.hint}>{t("strategyEditor.share.note")}</p>
      </div>
    </Dialog>
  );
}
