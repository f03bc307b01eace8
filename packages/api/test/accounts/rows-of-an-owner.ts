import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "../../src/platform/database/database.ts";

/** Ids of somebody's rows, by the names that path fields have. */
export type RowIds = Readonly<Record<string, string>>;

/** A passkey and an account elsewhere. @param name stands in texts of theirs, as `passkey of …` and `subject of …` */
export async function addSignInWays(db: Db, owner: string, name: string): Promise<RowIds> {
  const passkeyId = Buffer.from(`passkey of ${owner}`).toString("base64url");
  const identityId = uuidv7();
  const statements = [
    sql`INSERT INTO passkey (id, account_id, name, public_key, counter, transports, synced, created_at)
      VALUES (${passkeyId}, ${owner}, ${`passkey of ${name}`}, 'AAAA', 0, '{}', false, now())`,
    sql`INSERT INTO external_identity (id, account_id, issuer, subject, created_at)
      VALUES (${identityId}, ${owner}, 'https://id.example.com', ${`subject of ${name}`}, now())`,
  ];
  for (const statement of statements) await statement.execute(db);
  return { passkeyId, identityId };
}

/** One row of everything that belongs to a portfolio. @param name stands in texts of theirs */
export async function addPortfolio(db: Db, owner: string, name: string): Promise<RowIds> {
  const [portfolioId, walletId, transactionId, attachmentId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const [importId, mappingId, shareId] = [uuidv7(), uuidv7(), uuidv7()];
  const statements = [
    sql`INSERT INTO portfolio (id, account_id, name, currency, rules, created_at, updated_at)
      VALUES (${portfolioId}, ${owner}, ${`portfolio of ${name}`}, 'usd', '{}', now(), now())`,
    sql`INSERT INTO wallet (id, account_id, portfolio_id, name, kind, created_at, updated_at)
      VALUES (${walletId}, ${owner}, ${portfolioId}, ${`wallet of ${name}`}, 'wallet', now(), now())`,
    sql`INSERT INTO portfolio_transaction (id, account_id, portfolio_id, wallet_id, type, at, currency, revision,
      created_at, updated_at)
      VALUES (${transactionId}, ${owner}, ${portfolioId}, ${walletId}, 'fee', now(), 'usd', 1, now(), now())`,
    sql`INSERT INTO transaction_attachment (id, account_id, transaction_id, name, media_type, size, sha256, bytes, created_at)
      VALUES (${attachmentId}, ${owner}, ${transactionId}, 'a.pdf', 'application/pdf', 0, '', '', now())`,
    sql`INSERT INTO portfolio_figures (portfolio_id, account_id, revision, figures, calculated_at)
      VALUES (${portfolioId}, ${owner}, 1, '{}', now())`,
    sql`INSERT INTO portfolio_import (id, account_id, portfolio_id, file_name, size, state, options, created_at)
      VALUES (${importId}, ${owner}, ${portfolioId}, 'trades.csv', 1, 'uploading', '{}', now())`,
    sql`INSERT INTO import_part (import_id, account_id, start, bytes) VALUES (${importId}, ${owner}, 0, '')`,
    sql`INSERT INTO import_row (import_id, account_id, line, state, cells) VALUES (${importId}, ${owner}, 1, 'new', '[]')`,
    sql`INSERT INTO import_mapping (id, account_id, name, mapping, created_at)
      VALUES (${mappingId}, ${owner}, ${`mapping of ${name}`}, '{}', now())`,
    sql`INSERT INTO carried_transfer (link_id, account_id, from_portfolio_id, lots)
      VALUES (${uuidv7()}, ${owner}, ${portfolioId}, '[]')`,
    sql`INSERT INTO portfolio_share (id, account_id, portfolio_id, name, token_hash, hides_amounts, created_at)
      VALUES (${shareId}, ${owner}, ${portfolioId}, ${`link of ${name}`}, ${uuidv7()}, true, now())`,
    sql`INSERT INTO own_rate (account_id, currency, day, per_usd) VALUES (${owner}, 'eur', '2026-01-01', 0.9)`,
  ];
  for (const statement of statements) await statement.execute(db);
  return { portfolioId, walletId, transactionId, attachmentId, importId, mappingId, shareId };
}

/** One row of everything that belongs to a strategy. @param name stands in texts of theirs */
export async function addStrategy(db: Db, owner: string, name: string): Promise<RowIds> {
  const [strategyId, runId, paperId] = [uuidv7(), uuidv7(), uuidv7()];
  const statements = [
    sql`INSERT INTO strategy (id, account_id, name, timeframe, universe, version, created_at, updated_at)
      VALUES (${strategyId}, ${owner}, ${`strategy of ${name}`}, '1d', 'bitcoin', 1, now(), now())`,
    sql`INSERT INTO strategy_version (strategy_id, account_id, version, name, rules, rules_hash, saved_at)
      VALUES (${strategyId}, ${owner}, 1, ${`strategy of ${name}`}, '{}', '', now())`,
    sql`INSERT INTO strategy_run (id, account_id, strategy_id, version, kind, state, request, rules, requested_at)
      VALUES (${runId}, ${owner}, ${strategyId}, 1, 'backtest', 'queued', '{}', '{}', now())`,
    sql`INSERT INTO strategy_run_trade (run_id, account_id, number, trade) VALUES (${runId}, ${owner}, 1, '{}')`,
    sql`INSERT INTO paper_account (id, account_id, strategy_id, version, rules, state, capital, book, started_at)
      VALUES (${paperId}, ${owner}, ${strategyId}, 1, '{}', 'paused', 1, '{}', now())`,
    sql`INSERT INTO paper_signal (id, paper_id, account_id, coin, action, candle_at, recorded_at, close_price, trace)
      VALUES (${uuidv7()}, ${paperId}, ${owner}, 'bitcoin', 'enter-long', now(), now(), 1, '')`,
    sql`INSERT INTO paper_trade (paper_id, account_id, number, trade) VALUES (${paperId}, ${owner}, 1, '{}')`,
    sql`INSERT INTO paper_equity (paper_id, account_id, at, equity) VALUES (${paperId}, ${owner}, now(), 1)`,
  ];
  for (const statement of statements) await statement.execute(db);
  return { strategyId, runId, paperId };
}
