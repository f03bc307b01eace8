import type { remarks as english } from "../en/remarks.ts";
import type { Translation } from "../translation.ts";

export const remarks: Translation<typeof english> = {
  "no-candle": "Nach dem Vorlauf bleibt keine Kerze, auf der gehandelt werden könnte.",
  "used-up": "Das Kapital war aufgebraucht: Der Lauf endet dort, und was offen war, wurde aufgelöst.",
  "both-sides_one": "An 1 Schluss verlangten die Regeln zugleich long und short: Keinem von beiden wurde gefolgt.",
  "both-sides_other":
    "An {{count}} Schlüssen verlangten die Regeln zugleich long und short: Keinem von beiden wurde gefolgt.",
  "missing-candle_one": "1 Einstieg entfiel, weil die nächste Kerze fehlt.",
  "missing-candle_other": "{{count}} Einstiege entfielen, weil die nächste Kerze fehlt.",
  "broken-off_one":
    "1 Position wurde zum letzten bekannten Preis geschlossen, weil die Reihe abbrach oder ein anderer Coin daraus wurde.",
  "broken-off_other":
    "{{count}} Positionen wurden zum letzten bekannten Preis geschlossen, weil die Reihe abbrach oder ein anderer Coin daraus wurde.",
  "no-cash_one": "Für 1 Einstieg war kein Geld frei.",
  "no-cash_other": "Für {{count}} Einstiege war kein Geld frei.",
  cut_one: "1 Einstieg wurde auf das freie Geld gekürzt.",
  cut_other: "{{count}} Einstiege wurden auf das freie Geld gekürzt.",
  full_one: "1 Einstieg unterblieb, weil schon so viele Positionen offen waren, wie erlaubt sind.",
  full_other: "{{count}} Einstiege unterblieben, weil schon so viele Positionen offen waren, wie erlaubt sind.",
  partial_one: "1 Ausführung wurde auf den Anteil am Volumen gekürzt, der genommen werden darf.",
  partial_other: "{{count}} Ausführungen wurden auf den Anteil am Volumen gekürzt, der genommen werden darf.",
  lapsed_one: "1 Einstieg wurde in fünf Kerzen nicht ganz ausgeführt: Der Rest wurde aufgegeben.",
  lapsed_other: "{{count}} Einstiege wurden in fünf Kerzen nicht ganz ausgeführt: Der Rest wurde aufgegeben.",
  "unknown-volume_one": "1 Ausführung wartete, weil niemand das Volumen der Kerze meldete.",
  "unknown-volume_other": "{{count}} Ausführungen warteten, weil niemand das Volumen der Kerze meldete.",
  "unknown-size_one": "1 Einstieg entfiel, weil Volatilität oder Average True Range noch nicht bekannt war.",
  "unknown-size_other":
    "{{count}} Einstiege entfielen, weil Volatilität oder Average True Range noch nicht bekannt war.",
  "no-bet_one": "1 Einstieg unterblieb, weil seine Größe auf null hinauslief.",
  "no-bet_other": "{{count}} Einstiege unterblieben, weil ihre Größe auf null hinauslief.",
  "trades-cut":
    "Es wurden {{made}} Trades gemacht; die ersten {{kept}} sind aufgehoben. Die Kennzahlen gelten für alle.",

  "coin-left-out": "{{coin}} hat in dieser Spanne keine Kerzen von {{timeframe}} und bleibt draußen.",
  survivorship:
    "Die {{size}} größten Coins werden unter denen gewählt, die dieser Desk kennt: Früher untergegangene fehlen, was das Ergebnis beschönigt (Survivorship Bias).",
  "ranks-unknown":
    "Für {{missing}} von {{all}} Umschichtungen sind keine Marktkapitalisierungen gespeichert, zuerst am {{day}}: Dort gilt die nächste bekannte Rangfolge oder die von heute. Das begünstigt Coins, die seither gewachsen sind.",
  "file-newest-first": "{{coin}}: In der Datei steht das Neueste zuerst; ihre Zeilen wurden umgedreht.",
  "file-holes": "{{coin}}: Zwischen der ersten und der letzten Kerze fehlen {{missing}}.",

  "none-in-span": "keine Kerzen in dieser Spanne",
  "begins-late": "beginnt am {{at}}",
  "being-fetched": "ältere Kerzen werden noch geholt",
  "closes-only": "nur Preise am Ende jeder Kerze, keine Spanne darin: Stops und Ziele werden an Schlusskursen gesehen",
  "no-volumes": "Volumen nicht bekannt",
  "another-pair": "ab {{at}} ein anderes Börsenpaar",
  "another-pair-after-hole": "ab {{at}} ein anderes Börsenpaar, nach einer Lücke seit {{since}}",
  "another-coin": "ab {{at}} vielleicht ein anderer Coin",
  "another-coin-after-hole": "ab {{at}} vielleicht ein anderer Coin, nach einer Lücke seit {{since}}",

  "other-spans": "Die Läufe haben verschiedene Spannen: Jahreswerte vergleichen, nicht Summen.",
  "other-timeframes":
    "Die Läufe haben verschiedene Kerzenlängen: Volatilität und Rückgang werden in verschiedenen Abständen gesehen.",
  "other-years": "Die Läufe rechnen mit verschieden vielen Kerzen im Jahr: Ihre Jahreswerte sind nicht vergleichbar.",
  "other-candles": "Die Läufe haben verschiedene Kerzen gelesen.",
  "other-engines": "Die Läufe stammen von verschiedenen Versionen des Rechenwerks.",
  "other-markets": "Manche Läufe gelten simulierten Preisen, andere echten.",

  "no-score": "Keiner von {{points}} Punkten hat eine Bewertung: Bereiche erweitern oder Bedingungen lockern.",
  "no-score-told_one": "Bei 1 Punkt lässt sich die Zielgröße nicht angeben.",
  "no-score-told_other": "Bei {{count}} Punkten lässt sich die Zielgröße nicht angeben.",
  "no-score-rules_one": "1 Punkt ergibt Regeln, die sich nicht auswerten lassen.",
  "no-score-rules_other": "{{count}} Punkte ergeben Regeln, die sich nicht auswerten lassen.",
  "no-score-drawdown_one": "1 Punkt hat einen Rückgang von mehr als {{mostShare}}.",
  "no-score-drawdown_other": "{{count}} Punkte haben einen Rückgang von mehr als {{mostShare}}.",
  "no-score-trades_one": "1 Punkt hat weniger als {{least}} Trades.",
  "no-score-trades_other": "{{count}} Punkte haben weniger als {{least}} Trades.",
  "all-seen": "Die Suche sah alle Kerzen: Es bleibt nichts, um zu sagen, ob der beste Versuch sich gehalten hätte.",
  "unseen-unknown":
    "Der beste Versuch hat als {{objective}} {{bestFigure}}; auf den letzten {{heldShare}} der Kerzen, die die Suche nicht sah, lässt es sich nicht angeben.",
  "unseen-less":
    "Der beste Versuch hat als {{objective}} {{bestFigure}}; auf den letzten {{heldShare}} der Kerzen, die die Suche nicht sah, {{outsideFigure}}, also weniger.",
  "unseen-no-less":
    "Der beste Versuch hat als {{objective}} {{bestFigure}}; auf den letzten {{heldShare}} der Kerzen, die die Suche nicht sah, {{outsideFigure}}, also nicht weniger.",
  "tries-luck":
    "Von {{tries}} Versuchen, die sich so sehr unterscheiden wie diese und kein Können haben, zeigt der beste im Mittel einen Sharpe-Quotienten von {{luckyFigure}}; der beste hier hat {{ownFigure}} und liegt mit einer Wahrscheinlichkeit von {{chanceShare}} wirklich darüber: Vom Glück vieler Versuche ist er nicht zu unterscheiden.",
  "tries-skill":
    "Von {{tries}} Versuchen, die sich so sehr unterscheiden wie diese und kein Können haben, zeigt der beste im Mittel einen Sharpe-Quotienten von {{luckyFigure}}; der beste hier hat {{ownFigure}} und liegt mit einer Wahrscheinlichkeit von {{chanceShare}} wirklich darüber.",
  "edge-of-what-works":
    "Von den {{points}} Punkten neben dem besten haben {{without}} keine Bewertung: Er steht am Rand dessen, was geht.",
  plateau:
    "Die {{points}} Punkte neben dem besten haben in der Mitte {{middleFigure}}, schlimmstenfalls {{worstFigure}}: Er steht auf einer Hochebene.",
  "lone-peak":
    "Die {{points}} Punkte neben dem besten haben in der Mitte {{middleFigure}}, schlimmstenfalls {{worstFigure}}: Er ist eine einzelne Spitze, öfter ein Zufall als ein Fund.",
  "range-end": "Der beste liegt am Ende des Bereichs von {{names}}: Dahinter könnten bessere liegen.",
  "not-allowed": "{{rejected}} von {{points}} Punkten erfüllen die Bedingungen nicht.",

  "desk-off": "Der Desk sah diese Kerze nicht an, bevor die nächste schloss; im Nachhinein wird nichts ausgeführt.",
  "no-live-price": "Es gab keinen aktuellen Preis.",
  "long-and-short": "Long und short wurden zugleich verlangt.",
  "size-unknown": "Woran Größe oder Stop gemessen wird, ist noch nicht bekannt.",
  "left-universe": "Der Coin gehört nicht mehr zum Universum.",
  "cooling-down": "Der Coin wurde vor Kurzem geschlossen, und die Regeln lassen ihn ruhen.",
  "most-positions": "Die Regeln halten höchstens {{most}} Positionen.",
  "no-cash-left": "Es war kein Geld mehr da.",
  "volume-unknown": "Das Volumen der letzten Kerze ist nicht bekannt, und die Regeln begrenzen Ausführungen danach.",
  "too-much-slippage": "Mit so viel Slippage war der Preis nicht zu haben.",

  "closes-missed_one":
    "Der Desk war aus, oder das Konto pausierte: Ab {{at}} schloss eine Kerze, die niemand rechtzeitig ansah. Der Backtest handelte danach.",
  "closes-missed_other":
    "Der Desk war aus, oder das Konto pausierte: Ab {{at}} schlossen {{count}} Kerzen, die niemand rechtzeitig ansah. Der Backtest handelte danach.",
  "candle-corrected":
    "Die Kerze wurde später berichtigt: Sie schloss bei {{seenUsd}}, als der Desk sie ansah, und bei {{storedUsd}} nach dem, was jetzt gespeichert ist ({{awayPct}}).",
  "backtest-only": "Der Backtest geht {{side}} zu {{backtestUsd}}; auf dem Papier wurde nichts eröffnet. {{why}}",
  "not-looked-at": "Der Desk sah diese Kerze nicht rechtzeitig an.",
  "held-already":
    "Das Konto hielt den Coin schon, aus einem Einstieg, den der Backtest nicht hat oder bis dahin geschlossen hatte.",
  "not-said":
    "Die Regeln verlangten es nicht an der Kerze, die der Desk sah; sie wurde später berichtigt oder blickte auf andere Kerzen zurück.",
  "entry-price":
    "Auf dem Papier zu {{paperUsd}} eröffnet, {{seconds}} nach dem Schluss zum Preis jenes Augenblicks; im Backtest zu {{backtestUsd}}, zur Eröffnung der nächsten Kerze ({{awayPct}}).",
  "still-open-on-paper": "Der Backtest schloss zu {{backtestUsd}} ({{reason}}); auf dem Papier ist es noch offen.",
  "exit-not-yet":
    "Auf dem Papier zu {{paperUsd}} geschlossen ({{reason}}); der Backtest handelt in der Kerze nach dem neuesten Schluss, die noch nicht geschlossen ist.",
  "still-open-in-backtest":
    "Auf dem Papier zu {{paperUsd}} geschlossen ({{reason}}); im Backtest bleibt es bis zum Ende der Spanne offen.",
  "exit-price":
    "Auf dem Papier zu {{paperUsd}} geschlossen ({{reason}}), zum Preis jenes Augenblicks; im Backtest zu {{backtestUsd}} ({{otherReason}}; {{awayPct}}).",
  "entry-not-yet":
    "Auf dem Papier {{side}} zu {{paperUsd}}; der Backtest handelt in der Kerze nach dem neuesten Schluss, die noch nicht geschlossen ist.",
  "paper-only":
    "Auf dem Papier {{side}} zu {{paperUsd}}; der Backtest nicht: Nach den jetzt gespeicherten Kerzen verlangten es die Regeln nicht, oder er hielt eine andere Position oder hatte kein Geld.",
};
