import "@mantine/spotlight/styles.css";
import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { useNavigate } from "@tanstack/react-router";
import LogIn from "lucide-react/icons/log-in";
import User from "lucide-react/icons/user";
import { type KeyboardEvent, useEffect, useState } from "react";
import { LANGUAGES, t } from "../catalogue/catalogue.ts";
import { formatPercent, formatPrice } from "../lib/format.ts";
import { useCoinSearch } from "../market-data/use-coin-search.ts";
import { useRates } from "../market-data/use-rates.ts";
import { may, useSession } from "../session/session.ts";
import { COLOR_SCHEMES } from "../stores/color-scheme.ts";
import { DENSITIES, setPreference } from "../stores/preferences.ts";
import { CoinIcon } from "../ui/coin-icon.tsx";
import { ADMIN_PAGES, OWN_PAGES } from "./account-pages.ts";
import type { DeskActionName } from "./desk-actions.ts";
import { PAGES } from "./navigation.tsx";
import { matchesWords } from "./palette-match.ts";

const TYPING_MS = 120;
const ACTIONS: readonly DeskActionName[] = ["theme", "density", "copyLink", "help", "signOut"];

const [store, palette] = createSpotlight();

/** Enter without a choice means the first; answers that came after the last letter have not been chosen from yet. */
function chooseFirst({ key }: KeyboardEvent): void {
  if (key !== "Enter" || document.querySelector("[data-action][data-selected]")) return;
  document.querySelector<HTMLElement>("[data-action]")?.click();
}

function currencyWords({ currency, name }: { currency: string; name: string }): string {
  return t("shell.amountsIn", { currency: currency.toUpperCase(), name });
}

/** What can be set by name: all of it at once would bury the rest. */
function useSettings(query: string): { label: string; choose: () => void }[] {
  const rates = useRates().data?.rates ?? [];
  const { setColorScheme } = useMantineColorScheme();
  const all = [
    ...COLOR_SCHEMES.map((scheme) => ({
      label: t("shell.colourTheme", { scheme: t(`shell.schemes.${scheme}`) }),
      choose: () => setColorScheme(scheme),
    })),
    ...DENSITIES.map((density) => ({
      label: t("shell.densityIs", { density: t(`shell.densities.${density}`) }),
      choose: () => void setPreference("density", density),
    })),
    ...rates.map((rate) => ({
      label: currencyWords(rate),
      choose: () => void setPreference("currency", rate.currency),
    })),
    ...LANGUAGES.map(({ id, name }) => ({ label: name, choose: () => void setPreference("language", id) })),
  ];
  return query.length < 2 ? [] : all.filter(({ label }) => matchesWords(query, label));
}

/** Coins, pages, actions and settings by a few letters. Pages and actions work without the server. */
export function Palette({ request, onAction }: { request: number; onAction: (name: DeskActionName) => void }) {
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const [search] = useDebouncedValue(query, TYPING_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each request opens it anew
  useEffect(() => palette.open(), [request]);
  const { data, isPlaceholderData } = useCoinSearch(search);
  const pages = PAGES.filter(({ name }) => matchesWords(query, t(`shell.pages.${name}`)));
  const session = useSession();
  const signedIn = session.state === "signedIn" && !session.ended;
  const own = [...OWN_PAGES, ...ADMIN_PAGES].filter(
    ({ name, permission }) => may(session, permission) && matchesWords(query, t(`access.account.pages.${name}`)),
  );
  const signIn = !signedIn && matchesWords(query, t("shell.account.signIn"));
  const actions = ACTIONS.filter(
    (name) => (name !== "signOut" || signedIn) && matchesWords(query, t(`shell.action.${name}`)),
  );
  // The answer to fewer letters stands for a moment longer: Enter must not take a coin that the further ones exclude.
  const late = isPlaceholderData || search !== query;
  const coins = (data?.items ?? []).filter(
    ({ id, name = id, symbol = "" }) => !late || matchesWords(query, `${name} ${symbol}`),
  );
  const settings = useSettings(query);
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={460}
      // Asked for again while it fades out it would not come back.
      transitionProps={{ duration: 0 }}
    >
      <Spotlight.Search
        placeholder={t("shell.searchPlaceholder")}
        aria-label={t("shell.searchPlaceholder")}
        onKeyDown={chooseFirst}
      />
      <Spotlight.ActionsList>
        {coins.length > 0 && (
          <Spotlight.ActionsGroup label={t("shell.coins")}>
            {coins.map(({ id, symbol = "", name = id, imageUrl, priceUsd, change24hPct }) => (
              <Spotlight.Action
                key={id}
                label={`${name} ${symbol}`}
                leftSection={<CoinIcon id={id} symbol={symbol} imageUrl={imageUrl} size={20} />}
                rightSection={
                  <span>
                    {formatPrice(priceUsd)} {formatPercent(change24hPct)}
                  </span>
                }
                onClick={() => void navigate({ to: "/coins/$coinId", params: { coinId: id } })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {pages.length > 0 && (
          <Spotlight.ActionsGroup label={t("shell.pagesLabel")}>
            {pages.map(({ to, name, Icon }) => (
              <Spotlight.Action
                key={to}
                label={t(`shell.pages.${name}`)}
                leftSection={<Icon size={18} aria-hidden="true" />}
                onClick={() => void navigate({ to })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {(own.length > 0 || signIn) && (
          <Spotlight.ActionsGroup label={t("access.account.own")}>
            {signIn && (
              <Spotlight.Action
                label={t("shell.account.signIn")}
                leftSection={<LogIn size={18} aria-hidden="true" />}
                onClick={() => void navigate({ to: "/sign-in" })}
              />
            )}
            {own.map(({ path, name }) => (
              <Spotlight.Action
                key={path}
                label={t(`access.account.pages.${name}`)}
                leftSection={<User size={18} aria-hidden="true" />}
                onClick={() => void navigate({ to: path })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {actions.length > 0 && (
          <Spotlight.ActionsGroup label={t("shell.actions")}>
            {actions.map((name) => (
              <Spotlight.Action key={name} label={t(`shell.action.${name}`)} onClick={() => onAction(name)} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {settings.length > 0 && (
          <Spotlight.ActionsGroup label={t("shell.pages.settings")}>
            {settings.map(({ label, choose }) => (
              <Spotlight.Action key={label} label={label} onClick={choose} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {!signIn && coins.length + pages.length + own.length + actions.length + settings.length === 0 && (
          <Spotlight.Empty>{t("shell.nothingFound")}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
