import type { Benchmark, LedgerRules } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { TransactionType } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { WalletKind } from "@cryptodesk/shared/portfolio/wallet.contract";
import type { ColumnType, Generated, JSONColumnType } from "kysely";

type Time = ColumnType<Date, Date | string, Date | string>;
type Json<T extends object | null> = JSONColumnType<T>;

/** `revision` counts every change of the portfolio and of what is in it; `version` those of this row. */
export interface PortfolioTable {
  id: string;
  account_id: string;
  name: string;
  description: string | null;
  currency: string;
  is_active: Generated<boolean>;
  is_demo: Generated<boolean>;
  rules: Json<LedgerRules>;
  benchmark: ColumnType<Benchmark | null, string | null, string | null>;
  version: Generated<number>;
  revision: Generated<number>;
  created_at: Time;
  updated_at: Time;
  deleted_at: Time | null;
}

export interface WalletTable {
  id: string;
  account_id: string;
  portfolio_id: string;
  name: string;
  kind: WalletKind;
  note: string | null;
  version: Generated<number>;
  created_at: Time;
  updated_at: Time;
  deleted_at: Time | null;
}

/** Numerics are exact decimal text; `revision` is the portfolio's that made the row what it is. */
export interface PortfolioTransactionTable {
  id: string;
  account_id: string;
  portfolio_id: string;
  wallet_id: string;
  type: TransactionType;
  at: Time;
  asset_id: string | null;
  quantity: string | null;
  price: string | null;
  value: string | null;
  currency: string;
  fees: string | null;
  fee_asset_id: string | null;
  to_asset_id: string | null;
  to_quantity: string | null;
  cost: string | null;
  acquired_at: Time | null;
  split_from: string | null;
  split_to: string | null;
  lots: Json<{ lotId: string; quantity: string }[]>;
  link_id: string | null;
  tags: Generated<string[]>;
  note: string | null;
  import_id: string | null;
  import_row: number | null;
  fingerprint: string | null;
  external_id: Generated<string | null>;
  version: Generated<number>;
  revision: number;
  created_at: Time;
  updated_at: Time;
  deleted_at: Time | null;
}

export interface TransactionAttachmentTable {
  id: string;
  account_id: string;
  transaction_id: string;
  name: string;
  media_type: string;
  size: number;
  sha256: string;
  bytes: Buffer;
  created_at: Time;
}

export interface PortfolioFiguresTable {
  portfolio_id: string;
  account_id: string;
  revision: number;
  figures: Json<object>;
  calculated_at: Time;
}

export interface CarriedTransferTable {
  link_id: string;
  account_id: string;
  from_portfolio_id: string;
  lots: Json<object[]>;
}

export interface PortfolioShareTable {
  id: string;
  account_id: string;
  portfolio_id: string;
  name: string;
  token_hash: string;
  password_hash: string | null;
  hides_amounts: boolean;
  expires_at: Time | null;
  created_at: Time;
  revoked_at: Time | null;
  blocked_at: Time | null;
  blocked_reason: string | null;
  last_viewed_at: Time | null;
  views: Generated<number>;
}

/** `day` is `YYYY-MM-DD`. */
export interface OwnRateTable {
  account_id: string;
  currency: string;
  day: ColumnType<Date | string, string, string>;
  per_usd: string;
  note: string | null;
}

declare module "../../platform/database/database.ts" {
  interface DatabaseSchema {
    portfolio: PortfolioTable;
    wallet: WalletTable;
    portfolio_transaction: PortfolioTransactionTable;
    transaction_attachment: TransactionAttachmentTable;
    portfolio_figures: PortfolioFiguresTable;
    carried_transfer: CarriedTransferTable;
    portfolio_share: PortfolioShareTable;
    own_rate: OwnRateTable;
  }
}
