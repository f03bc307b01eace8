import type { told as english } from "../en/told.ts";
import type { Translation } from "../translation.ts";
import { drafts } from "./told-drafts.ts";

/** What imports say of a file and its rows. */
export const imports: Translation<(typeof english)["imports"]> = {
  "date-empty": "Das Datum ist leer.",
  "date-too-narrow":
    "„{{cell}}“ zeigt ein Tabellenprogramm, wo eine Spalte zu schmal war; das Datum selbst ist verloren.",
  "no-date": "„{{cell}}“ ist kein Datum.",
  "date-beyond": "„{{cell}}“ liegt nicht zwischen 1970 und 2200.",
  "day-number":
    "„{{cell}}“ ist die Tageszahl eines Tabellenprogramms, kein Datum: die Datei neu exportieren und dort nicht speichern.",
  "time-shortened": "„{{cell}}“ wurde von einem Tabellenprogramm gekürzt: Die Zeit ist verloren.",
  "date-either": "„{{cell}}“ lässt sich verschieden lesen: angeben, ob der Tag oder der Monat vorn steht.",
  "no-such-day": "Den Tag „{{cell}}“ gibt es nicht.",
  "no-such-time": "Die Uhrzeit „{{cell}}“ gibt es nicht.",
  "left-out-hour": "Die Uhren von {{zone}} zeigten nie „{{cell}}“: Diese Stunde fiel aus.",
  "no-amount": "„{{cell}}“ ist kein Betrag.",
  "no-amount-point": "„{{cell}}“ ist kein Betrag in einer Datei, deren Dezimalzeichen der Punkt ist.",
  "no-amount-comma": "„{{cell}}“ ist kein Betrag in einer Datei, deren Dezimalzeichen das Komma ist.",
  "too-many-digits":
    "„{{cell}}“ hat mehr Stellen, als sich aufbewahren lassen: höchstens 30 vor und 36 nach dem Komma.",
  "lost-too-narrow":
    "„{{cell}}“ zeigt ein Tabellenprogramm, wo eine Spalte zu schmal war; der Wert selbst ist verloren.",
  "lost-error": "„{{cell}}“ ist der Fehler einer Formel im Tabellenprogramm; der Wert selbst ist verloren.",
  "lost-digits":
    "„{{cell}}“ wurde von einem Tabellenprogramm gekürzt: Die weggelassenen Stellen sind nicht wiederzubekommen.",
  "column-empty": "„{{cell}}“ ist leer.",
  "column-of-what": "„{{cell}}“ ist leer: Die Datei sagt nicht, wovon.",
  "column-for-how-much": "„{{cell}}“ ist leer: Die Datei sagt nicht, für wie viel.",
  "no-currency": "Die Datei nennt ihre Währung nicht: Sie lässt sich unter den Einstellungen des Imports angeben.",
  "symbol-too-long": "„{{cell}}“ ist zu lang für ein Symbol.",
  "no-amount-with-unit": "„{{cell}}“ ist kein Betrag mit seiner Einheit wie 0.05 BTC.",
  "no-amount-with-unit-behind": "„{{cell}}“ ist kein Betrag mit seiner Einheit wie 0.001BTC.",
  "no-pair": "„{{cell}}“ ist kein Paar, das sich trennen lässt.",
  "line-too-long": "Die Zeile ist zu lang.",
  "open-quotation": "Ein Anführungszeichen wird geöffnet und nie geschlossen.",
  "too-many-columns": "Die Zeile hat {{count}} Spalten; gelesen werden höchstens {{most}}.",
  "nul-characters": "Die Zeile enthält NUL-Zeichen: Sie ist kein Text.",
  "line-empty": "Die Zeile ist leer.",
  "other-columns": "Die Zeile hat {{count}} Spalten, die Kopfzeile {{most}}: Was wohin gehört, ist nicht sicher.",
  "not-understood": "Was die Zeile bedeutet, ist nicht zu verstehen.",

  "unknown-kind": "„{{cell}}“ ist keine bekannte Art von Zeile.",
  "unknown-kind-say": "„{{cell}}“ ist keine bekannte Art von Zeile: angeben, was sie bedeutet.",
  "unknown-earn": "„{{cell}}“ ist keine bekannte Art von Ertragszeile.",
  "no-type": "„{{cell}}“ ist keine Art von Vorgang.",
  "no-currency-code": "„{{cell}}“ ist kein Währungskürzel.",
  "no-asset-id": "„{{cell}}“ ist keine Kennung eines Assets.",
  "kind-left-out": "Zeilen der Art „{{cell}}“ werden ausgelassen.",
  "split-by-hand": "Eine Aufteilung lässt sich nicht aus Spalten lesen: von Hand eintragen.",
  "in-or-out": "Ob es hereinkam oder hinausging, sagt die Zeile nicht.",
  "in-or-out-from": "Von „{{cell}}“ nach „{{toCell}}“: Ob es hereinkam oder hinausging, sagt die Zeile nicht.",
  "no-received": "Der Handel sagt nicht, was erhalten wurde.",
  "no-paid": "Der Handel sagt nicht, was bezahlt wurde.",
  "received-nothing": "Der Handel brachte 0 {{symbol}} für {{toQuantity}} {{toSymbol}}.",
  "paid-nothing": "Der Handel kostete 0 {{symbol}} für {{toQuantity}} {{toSymbol}}.",
  "same-sides": "Beide Seiten des Handels sind {{symbol}}.",
  "no-side": "„{{cell}}“ ist weder Kauf noch Verkauf.",
  "no-movement": "„{{cell}}“ ist weder Einzahlung noch Auszahlung.",
  "sign-contradicts": "Das Vorzeichen des Betrags widerspricht der Art der Zeile.",
  "came-yet-went": "Etwas kam herein, und doch nennt die Zeile auch, was hinausging.",
  "went-yet-came": "Etwas ging hinaus, und doch nennt die Zeile auch, was hereinkam.",
  "not-what-came": "Die Zeile sagt nicht, was hereinkam.",
  "not-what-went": "Die Zeile sagt nicht, was hinausging.",
  "not-what-moved": "Die Zeile sagt nicht, was bewegt wurde.",
  "not-what-fee": "Die Zeile sagt nicht, wie hoch die Gebühr war.",
  "units-not-of-pair": "Die Einheiten von „{{cell}}“ und „{{toCell}}“ sind nicht die des Paars „{{pair}}“.",
  "currency-not-of-market": "Die Währung {{symbol}} gehört nicht zum Markt {{pair}}.",
  "contradicts-itself":
    "Die Zeile widerspricht sich: {{quantity}} {{symbol}} zu {{price}} sind nicht {{toQuantity}} {{toSymbol}}.",
  "note-does-not-say": "Die Notiz sagt nicht, was erhalten wurde: „Converted … to …“ fehlt.",
  "margin-trade": "Ein Handel auf Kredit: Was er bringt, steht fest, wenn die Position geschlossen ist.",
  "margin-trade-ledgers":
    "Ein Handel auf Kredit: Was er bringt, steht fest, wenn die Position geschlossen ist; aus den Ledgers übernehmen.",
  "match-alone": "Eine Ausführung ohne ihre andere Seite: Die Datei lässt sie aus.",
  "conversion-alone": "Eine Umwandlung ohne ihre andere Seite: Die Datei lässt sie aus.",
  "several-rows-of": "Der Vorgang hat {{count}} Zeilen {{record}}.",
  "stands-alone": "Eine Zeile dieser Art steht allein; hier sind es {{count}}.",
  "no-row": "Es gibt keine Zeile.",
  "refid-shortened": "Die refid wurde von einem Tabellenprogramm gekürzt: Welche Zeilen zusammengehören, ist verloren.",
  "internal-id-shortened":
    "Die interne Kennung wurde von einem Tabellenprogramm gekürzt: Welche Zeilen zusammengehören, ist verloren.",
  "refid-several": "Die refid verbindet auf einer Seite mehrere Assets: {{symbols}}.",
  "still-pending": "Beim Erstellen der Datei noch offen: Es fehlen txid und Saldo.",
  "not-known-symbol": "Was {{symbol}} ist, ist nicht bekannt.",
  "rebate-other-money": "Ein Nachlass in anderem Geld als dem des Handels lässt sich nicht eintragen.",
  "cannot-be-recorded": "Lässt sich nicht eintragen: {{problem}}.",

  "nothing-moved": "Der Betrag ist 0: Nichts wurde bewegt.",
  "fee-nothing": "Die Gebühr ist 0.",
  "only-watched": "Nur beobachtet, nicht gehalten.",
  "was-deleted": "Der Vorgang wurde gelöscht.",
  "within-place": "Zwischen Konten bei {{place}} bewegt: Der Bestand bleibt gleich.",
  "within-crypto-com": "Zwischen Konten von Crypto.com bewegt: Der Bestand bleibt gleich.",
  "within-nexo": "Zwischen Wallets bei Nexo bewegt: Der Bestand bleibt gleich.",
  "within-kraken": "Zwischen Spot, Staking und anderen Konten bei Kraken bewegt: Der Bestand bleibt gleich.",
  "earning-product": "In ein Ertragsprodukt bei {{place}} gelegt oder daraus entnommen: Der Bestand bleibt gleich.",
  "staking-moved": "In das Staking bei {{place}} oder daraus bewegt: Der Bestand bleibt gleich.",
  "staking-into": "In das Staking bei {{place}} gelegt: Der Bestand bleibt gleich.",
  "staking-out": "Aus dem Staking bei {{place}} genommen: Der Bestand bleibt gleich.",
  locked: "Bei Crypto.com gesperrt oder freigegeben: Der Bestand bleibt gleich.",
  "overall-swap": "Teil eines Gesamttauschs, der eigene Zeilen hat.",
  "savings-into": "In ein Sparprodukt von Crypto.com gelegt: Was es gewann oder verlor, sagt die Datei nicht.",
  "savings-out": "Aus einem Sparprodukt von Crypto.com genommen: Was es gewann oder verlor, sagt die Datei nicht.",
  "set-aside": "Für einen Auftrag zurückgelegt: Noch wurde nichts getauscht.",
  "given-back": "Nach einem Auftrag zurückgegeben: Nichts wurde getauscht.",
  "nexo-on-its-way": "Geld auf dem Weg zu einer Börse bei Nexo; es zählt die Zeile, die es gutschreibt.",
  "nexo-first-half":
    "Die erste Hälfte einer Auszahlung in anderem Geld bei Nexo; es zählt die Zeile WithdrawExchanged.",
  "nexo-not-done": "Nexo hat es nicht ausgeführt: „{{cell}}“.",
  "status-nothing": "Der Status ist „{{cell}}“: Nichts wurde getauscht.",
  "state-nothing": "Der Zustand ist „{{cell}}“: Nichts wurde bewegt.",
  "order-nothing": "Der Auftrag ist „{{cell}}“: Nichts wurde getauscht.",
  "trade-cancelled":
    "Der Handel wurde abgebrochen: Nichts wurde getauscht. Ob er Gebühren gekostet hat, ist nicht gesagt.",
  "withdrawal-cancelled": "Die Auszahlung wurde abgebrochen: Nichts wurde bewegt.",
  "pending-first": "Zuerst offen; die gebuchte Zeile ist Zeile {{line}}.",
  "taken-back": "Von der Zeile mit derselben refid zurückgenommen: Nichts wurde bewegt.",
  "rows-left-out": "Zeilen mit {{symbol}} werden ausgelassen, wie eingestellt.",
  "money-outside":
    "Geld wird außerhalb dieses Portfolios geführt; Geld, das allein bewegt wird, ist darum kein Vorgang darin.",
  "money-for-money": "Geld gegen Geld: Es wird außerhalb dieses Portfolios geführt.",
  "same-asset": "Beide Seiten sind dasselbe Asset: Der Bestand bleibt gleich.",

  "several-in-a-second":
    "Mehrere Handel fielen in diese Sekunde, und der Auszug sagt nicht, was wofür bezahlt wurde. Die Mengen sind genau; ihr Wert bleibt offen.",
  "converted-together":
    "Mehrere Assets wurden zusammen umgewandelt. Die Mengen sind genau; der Wert ist der, den die Datei für jedes nennt.",
  "bisq-status": "Der Status ist „{{cell}}“: Was am Ende ausgezahlt wurde, kann von dem Vereinbarten abweichen.",
  "id-shortened":
    "Die Kennung {{id}} wurde von einem Tabellenprogramm gekürzt; die Zeile wird darum an dem erkannt, was sie sagt. Beträge und Zeit zeigen keinen Schaden.",
  "part-of": "Teil des Vorgangs in Zeile {{line}}.",
  "part-of-there": "Teil des Vorgangs in Zeile {{line}}, der schon da ist.",
  "id-on-line": "Die Kennung steht schon in Zeile {{line}}.",
  twice: "Gleich der Zeile {{line}}, und nichts unterscheidet beide: Beide bleiben.",
  "and-twice": "{{name}} Gleich der Zeile {{line}}, und nichts unterscheidet beide: Beide bleiben.",
  "there-by-id": "Ein Vorgang mit derselben Kennung der Börse ist schon da.",
  "is-there": "Dieser Vorgang ist schon da.",
  "there-by-units": "Dieselben Stücke zur selben Sekunde sind schon da.",
  "entered-by-hand": "Schon von Hand eingetragen: dieselben Stücke zur selben Sekunde.",

  ...drafts,

  "no-text":
    "Zeile {{line}} enthält Bytes, die in {{encoding}} kein Text sind. Die Datei als UTF-8 speichern oder ihre Kodierung angeben.",
  "no-text-either":
    "Zeile {{line}} enthält Bytes, die weder in UTF-8 noch in Windows-1252 Text sind. Die Datei als UTF-8 speichern oder ihre Kodierung angeben.",
  "no-rows": "Unter der Kopfzeile stehen keine Zeilen.",
  "no-table": "Das ist keine Tabelle getrennter Werte: Keine Zeile hat mehrere Spalten.",
  "no-zone": "„{{cell}}“ ist keine Zeitzone: angeben wie Europe/Berlin.",
  "digits-lost":
    "Zeile {{line}}: {{name}} Andere Zahlen der Datei können spurlos Stellen verloren haben, darum wird nichts davon verwendet. Neu exportieren und nicht in einem Tabellenprogramm öffnen und speichern.",
  "dates-turned":
    "In Zeile {{line}} steht der Tag vorn, in Zeile {{toLine}} der Monat: Ein Tabellenprogramm hat einen Teil der Daten umgedreht. Die Datei neu exportieren und dort nicht öffnen und speichern.",
  "not-to-its-end":
    "Die Datei ließ sich nicht bis zum Ende lesen. Noch einmal lesen lassen; misslingt auch das, ist es ein Fehler von CryptoDesk.",
  "not-committed": "Das Eintragen misslang, und nichts davon blieb. Noch einmal eintragen.",

  "ask-date-order": "Steht in {{cell}} der Tag vorn oder der Monat? Zu jedem Datum der Datei passt beides.",
  "ask-decimal-mark":
    "Ist {{cell}} mehr als tausend oder {{whole}} und ein Bruchteil? Zu jedem Betrag der Datei passt beides.",
  "ask-mapping": "Die Herkunft der Datei ist nicht bekannt. Angeben, welche ihrer Spalten was bedeutet: {{columns}}.",
  "ask-mapping-of":
    "Die Datei hat nicht die Spalten des Formats {{format}}. Angeben, welche ihrer Spalten was bedeutet: {{columns}}.",
  "ask-currency": "Die Datei nennt die Währung ihrer Preise und Werte nicht.",
  "ask-unknown-asset":
    "Kein Coin des Marktes hat das Symbol {{symbol}}. Wird keiner genannt, wird es ohne Preise geführt.",
  "ask-asset": "{{count}} Coins haben das Symbol {{symbol}}; gilt kein anderer, wird der mit dem besten Rang genommen.",

  "make-binance-statement": "Binance: Vorgänge (Kontoauszug)",
  "make-binance-trades": "Binance: Spot-Handel",
  "make-binance-orders": "Binance: Umwandlungen",
  "make-bisq": "Bisq: Handel",
  "make-transactions": "{{place}}: Vorgänge",
  "make-bittrex-orders": "Bittrex: Aufträge",
  "make-bittrex-transfers": "Bittrex: Ein- und Auszahlungen",
  "make-coinbase-pro": "Coinbase Pro: Ausführungen oder Kontoauszug",
  "make-coinbase-later": "Coinbase: Vorgänge (2024 und später)",
  "make-coinbase-from": "Coinbase: Vorgänge ({{year}} bis {{toYear}})",
  "make-coinbase-to": "Coinbase: Vorgänge (bis {{toYear}})",
  "make-coinbase": "Coinbase: Vorgänge ({{year}})",
  "make-cointracking": "CoinTracking: Handelstabelle",
  "make-generic": "Spalten eigener Wahl",
  "make-koinly": "Koinly: allgemeines Format",
  "make-kraken-ledgers": "Kraken: Ledgers (Kontobuch)",
  "make-kraken-trades": "Kraken: Trades (Handel)",
  "make-kucoin": "KuCoin: ausgeführte Aufträge",
  "make-rotki-events": "rotki: allgemeine Ereignisse",
  "make-rotki-trades": "rotki: allgemeiner Handel",
  "make-shapeshift": "ShapeShift: Handel",
  "make-bitcoin-tax": "bitcoin.tax: Handel, Ausgaben und Einkünfte",
  "make-bittytax": "BittyTax: Aufzeichnungen",
  "had-binance-statement":
    "Bei Binance unter Orders, Transaction History, Export. Zeilen derselben Sekunde werden zu Handeln verbunden. Was mit Karte gekauft wurde, erscheint als Einzahlung ohne Preis.",
  "had-binance-trades":
    "Bei Binance unter Orders, Spot Order, Trade History, Export. Enthält nur Handel, keine Ein- und Auszahlungen.",
  "had-binance-orders":
    "Bei Binance unter Orders, Convert History, Export. Enthält nur Umwandlungen; was sie kosten, steckt im Preis.",
  "had-bisq":
    "In Bisq unter Portfolio, History, Export to CSV. Zeiten sind die der Uhr des Rechners: die Zeitzone angeben.",
  "had-bitstamp": "Bei Bitstamp unter Transactions, Export, CSV.",
  "had-bittrex-orders": "Was Bittrex als Auftragsverlauf herausgab, in jeder der drei Fassungen. Enthält nur Handel.",
  "had-bittrex-transfers":
    "Was Bittrex als Verlauf der Ein- und Auszahlungen oder Vorgänge herausgab, in jeder der Fassungen.",
  "had-blockpit": "In Blockpit unter Transactions, Export. Zeilen aller Depots: Die Anbindung ist das Wallet.",
  "had-coinbase-pro":
    "Bei Coinbase Pro unter Statements, Export. Ausführungen enthalten nur Handel, der Kontoauszug alles.",
  "had-coinbase":
    "Bei Coinbase unter Manage account, Statements, Generate a custom statement, CSV. Beträge behalten ihr Währungszeichen; was versandt wurde, ist eine Auszahlung.",
  "had-coinledger": "Bei CoinLedger unter Transactions, Export. Die Plattform ist das Wallet.",
  "had-cointracking":
    "Bei CoinTracking unter Enter Coins, Export, CSV. Die Börse ist das Wallet; Zeiten sind die der Zeitzone des Kontos.",
  "had-crypto-com":
    "In der App unter Accounts, Transaction history, Export: Krypto-Wallet, Geld-Wallet und Karte sind eigene Dateien.",
  "had-cryptodesk":
    "Was CryptoDesk als CSV ausgibt. Die Seiten einer Umbuchung finden sich nach Menge und Zeit wieder.",
  "had-delta": "In der App unter Settings, Export data. Die Börse ist das Wallet.",
  "had-generic":
    "Jede Datei mit einer Zeile je Vorgang: angeben, welche Spalten was bedeuten, und das für die nächste Datei aufheben.",
  "had-koinly": "Bei Koinly unter Transactions, Export, universal format; auch was andere für Koinly ausgeben.",
  "had-kraken-ledgers":
    "Bei Kraken unter Documents, New export, Ledgers. Enthält alles: Handel, Ein- und Auszahlungen, Staking.",
  "had-kraken-trades":
    "Bei Kraken unter Documents, New export, Trades. Enthält nur Handel; auch die Ledgers enthalten sie, also nur eines von beiden importieren.",
  "had-kucoin":
    "Bei KuCoin unter Orders, Trade History, Export. Enthält nur Handel: keine Ein- und Auszahlungen, keine Erträge.",
  "had-nexo": "Bei Nexo unter Transactions, Export. Zeilen, die nicht genehmigt sind, werden ausgelassen.",
  "had-rotki-events": "Die Form von rotki für Ereignisse jeder Börse. Der Ort ist das Wallet.",
  "had-rotki-trades": "Die Form von rotki für den Handel jeder Börse. Der Ort ist das Wallet.",
  "had-shapeshift": "Was ShapeShift als Handelsverlauf herausgab. Zurückgegebene Handel werden ausgelassen.",
  "had-bitcoin-tax":
    "Bei bitcoin.tax unter Reports oder den Reitern Trading, Spending, Income: herunterladen. Das Konto ist das Wallet.",
  "had-bittytax": "Die Aufzeichnungen von BittyTax als CSV. Das Wallet einer Zeile ist ihr Wallet.",
};
