import { ActionIcon } from "@mantine/core";
import Copy from "lucide-react/icons/copy";
import { t } from "../../catalogue/catalogue.ts";
import { copyText } from "../../lib/clipboard.ts";
import { Panel } from "../../ui/panel.tsx";
import { showProblem, showToast } from "../../ui/toast.tsx";
import classes from "./settings.module.css";

/** The other two doors of this very server, with commands to try. */
export function DoorsPanel() {
  const { origin } = window.location;
  return (
    <>
      <Panel
        title={t("settings.api")}
        actions={
          <>
            <a href="/docs">{t("settings.docs")}</a>
            <a href="/api/v1/openapi.json">{t("settings.openapi")}</a>
          </>
        }
      >
        <p className={classes.text}>{t("settings.apiDetail", { url: `${origin}/api/v1` })}</p>
        <Example text={`curl '${origin}/api/v1/cryptocurrencies?limit=3&fields=id,priceUsd,asOf'`} />
        <Example text={`curl -H 'Accept: text/csv' '${origin}/api/v1/cryptocurrencies/bitcoin/history?interval=1d'`} />
        <Example text={`curl -N '${origin}/api/v1/market/stream?top=10'`} />
      </Panel>
      <Panel title={t("settings.terminal")}>
        <p className={classes.text}>{t("settings.terminalDetail")}</p>
        <Example text={`npx cryptodesk market list --url ${origin}`} />
        <Example text={`npx cryptodesk market watch --url ${origin}`} />
        <Example text={`npx cryptodesk doctor --url ${origin}`} />
      </Panel>
    </>
  );
}

function Example({ text }: { text: string }) {
  const copy = () =>
    copyText(text).then(
      () => showToast(t("words.copied")),
      () => showProblem(t("words.copyFailed")),
    );
  return (
    <div className={classes.example}>
      <code>{text}</code>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${t("settings.copy")}: ${text}`}
        onClick={() => void copy()}
      >
        <Copy size={15} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}
