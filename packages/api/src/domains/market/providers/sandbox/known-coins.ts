import type { Sector } from "./coin.ts";

/** Well-known coins with plausible round figures: the names are real so that the market reads easily, no price is. */
export interface KnownCoin {
  id: string;
  symbol: string;
  name: string;
  level: number;
  /** Supplies in coins. */
  circulating: number;
  max: number | null;
  listed: string;
  sector: Sector;
  beta: number;
  /** Annualised volatility of the coin's own part, in percent. */
  ownVolatilityPct: number;
}

type Row = [string, string, string, number, number, number | null, string, Sector, number, number];

const ROWS: Row[] = [
  ["bitcoin", "BTC", "Bitcoin", 84_000, 19_950_000, 21_000_000, "2013-04-28", "layer1", 0.95, 8],
  ["ethereum", "ETH", "Ethereum", 2_900, 120_700_000, null, "2015-08-07", "layer1", 1.15, 26],
  ["ripple", "XRP", "XRP", 2.1, 59_500_000_000, 100_000_000_000, "2013-08-04", "payments", 1.1, 48],
  ["binancecoin", "BNB", "BNB", 780, 139_000_000, 200_000_000, "2017-07-25", "exchange", 0.9, 28],
  ["solana", "SOL", "Solana", 150, 545_000_000, null, "2020-04-10", "layer1", 1.4, 44],
  ["tron", "TRX", "TRON", 0.27, 94_700_000_000, null, "2017-09-13", "layer1", 0.7, 30],
  ["dogecoin", "DOGE", "Dogecoin", 0.17, 150_500_000_000, null, "2013-12-15", "meme", 1.35, 50],
  ["cardano", "ADA", "Cardano", 0.58, 35_600_000_000, 45_000_000_000, "2017-10-01", "layer1", 1.3, 44],
  ["hyperliquid", "HYPE", "Hyperliquid", 33, 333_900_000, 1_000_000_000, "2024-11-29", "defi", 1.3, 62],
  ["chainlink", "LINK", "Chainlink", 15.2, 697_000_000, 1_000_000_000, "2017-09-20", "infrastructure", 1.35, 42],
  ["bitcoin-cash", "BCH", "Bitcoin Cash", 480, 19_950_000, 21_000_000, "2017-07-23", "payments", 1.1, 42],
  ["stellar", "XLM", "Stellar", 0.29, 32_000_000_000, 50_001_806_812, "2014-08-05", "payments", 1.15, 48],
  ["sui", "SUI", "Sui", 2.4, 3_630_000_000, 10_000_000_000, "2023-05-03", "layer1", 1.5, 62],
  ["avalanche-2", "AVAX", "Avalanche", 20, 427_000_000, 720_000_000, "2020-09-22", "layer1", 1.45, 44],
  ["litecoin", "LTC", "Litecoin", 92, 76_500_000, 84_000_000, "2013-04-28", "payments", 1.05, 36],
  ["hedera-hashgraph", "HBAR", "Hedera", 0.16, 42_500_000_000, 50_000_000_000, "2019-09-17", "layer1", 1.3, 56],
  ["leo-token", "LEO", "LEO Token", 8.9, 922_000_000, null, "2019-05-21", "exchange", 0.25, 20],
  ["shiba-inu", "SHIB", "Shiba Inu", 0.0000115, 589_250_000_000_000, null, "2020-08-01", "meme", 1.35, 52],
  ["monero", "XMR", "Monero", 310, 18_446_744, null, "2014-05-21", "privacy", 0.8, 38],
  ["the-open-network", "TON", "Toncoin", 2.4, 2_570_000_000, null, "2021-08-28", "layer1", 1.1, 46],
  ["polkadot", "DOT", "Polkadot", 3.6, 1_630_000_000, null, "2020-08-19", "layer1", 1.35, 40],
  ["uniswap", "UNI", "Uniswap", 7.4, 630_000_000, 1_000_000_000, "2020-09-17", "defi", 1.35, 54],
  ["crypto-com-chain", "CRO", "Cronos", 0.13, 35_500_000_000, 100_000_000_000, "2018-12-14", "exchange", 1.1, 50],
  ["mantle", "MNT", "Mantle", 1.15, 3_250_000_000, 6_219_316_795, "2023-07-17", "layer2", 1.2, 50],
  ["bittensor", "TAO", "Bittensor", 340, 10_000_000, 21_000_000, "2023-03-10", "ai", 1.4, 62],
  ["near", "NEAR", "NEAR Protocol", 2.3, 1_260_000_000, null, "2020-10-14", "ai", 1.45, 46],
  ["aptos", "APT", "Aptos", 3.7, 720_000_000, null, "2022-10-19", "layer1", 1.4, 48],
  ["internet-computer", "ICP", "Internet Computer", 4.6, 538_000_000, null, "2021-05-10", "infrastructure", 1.3, 50],
  ["aave", "AAVE", "Aave", 170, 15_200_000, 16_000_000, "2020-10-03", "defi", 1.45, 48],
  ["okb", "OKB", "OKB", 112, 21_000_000, 21_000_000, "2019-05-01", "exchange", 0.8, 52],
  ["zcash", "ZEC", "Zcash", 140, 16_300_000, 21_000_000, "2016-10-29", "privacy", 1.1, 68],
  ["ethereum-classic", "ETC", "Ethereum Classic", 15.4, 153_500_000, 210_700_000, "2016-07-24", "layer1", 1.25, 40],
  ["ethena", "ENA", "Ethena", 0.31, 7_100_000_000, 15_000_000_000, "2024-04-02", "defi", 1.55, 72],
  ["pepe", "PEPE", "Pepe", 0.0000052, 420_690_000_000_000, 420_690_000_000_000, "2023-04-18", "meme", 1.55, 72],
  ["ondo-finance", "ONDO", "Ondo", 0.62, 3_160_000_000, 10_000_000_000, "2024-01-18", "rwa", 1.35, 56],
  ["worldcoin-wld", "WLD", "Worldcoin", 0.78, 2_300_000_000, 10_000_000_000, "2023-07-24", "ai", 1.45, 66],
  ["kaspa", "KAS", "Kaspa", 0.055, 26_800_000_000, 28_704_026_601, "2022-06-01", "layer1", 1.2, 64],
  ["polygon-ecosystem-token", "POL", "Polygon", 0.17, 10_500_000_000, null, "2023-10-25", "layer2", 1.35, 42],
  ["algorand", "ALGO", "Algorand", 0.17, 8_780_000_000, 10_000_000_000, "2019-06-20", "layer1", 1.3, 46],
  ["gatechain-token", "GT", "Gate", 12.5, 119_000_000, null, "2019-05-10", "exchange", 0.7, 28],
  ["arbitrum", "ARB", "Arbitrum", 0.29, 5_500_000_000, 10_000_000_000, "2023-03-23", "layer2", 1.45, 50],
  ["vechain", "VET", "VeChain", 0.0172, 85_985_000_000, 86_712_634_466, "2018-08-03", "infrastructure", 1.3, 44],
  ["cosmos", "ATOM", "Cosmos Hub", 2.9, 475_000_000, null, "2019-03-14", "layer1", 1.3, 42],
  ["render-token", "RENDER", "Render", 2.6, 518_000_000, 644_168_762, "2020-06-10", "ai", 1.45, 56],
  ["filecoin", "FIL", "Filecoin", 1.75, 700_000_000, 1_960_000_000, "2020-10-15", "infrastructure", 1.35, 46],
  ["jupiter-exchange-solana", "JUP", "Jupiter", 0.35, 3_170_000_000, 7_000_000_000, "2024-01-31", "defi", 1.45, 58],
  ["sei-network", "SEI", "Sei", 0.17, 6_250_000_000, 10_000_000_000, "2023-08-15", "layer1", 1.45, 56],
  ["bonk", "BONK", "Bonk", 0.0000124, 82_000_000_000_000, 87_995_000_000_000, "2022-12-30", "meme", 1.55, 76],
  ["quant-network", "QNT", "Quant", 82, 12_072_000, 14_881_364, "2018-08-10", "infrastructure", 1.05, 46],
  ["celestia", "TIA", "Celestia", 1.12, 830_000_000, null, "2023-10-31", "infrastructure", 1.5, 60],
  ["injective-protocol", "INJ", "Injective", 8.6, 100_000_000, 100_000_000, "2020-10-20", "defi", 1.45, 54],
  ["optimism", "OP", "Optimism", 0.45, 1_860_000_000, 4_294_967_296, "2022-05-31", "layer2", 1.5, 52],
  ["stacks", "STX", "Stacks", 0.44, 1_800_000_000, 1_818_000_000, "2019-10-28", "layer2", 1.4, 50],
  ["immutable-x", "IMX", "Immutable", 0.42, 1_950_000_000, 2_000_000_000, "2021-11-05", "gaming", 1.45, 52],
  ["lido-dao", "LDO", "Lido DAO", 0.86, 897_000_000, 1_000_000_000, "2021-01-05", "defi", 1.5, 56],
  ["the-graph", "GRT", "The Graph", 0.071, 10_500_000_000, 10_800_262_816, "2020-12-17", "ai", 1.4, 44],
  ["curve-dao-token", "CRV", "Curve DAO", 0.49, 1_400_000_000, 3_030_303_031, "2020-08-14", "defi", 1.4, 60],
  ["floki", "FLOKI", "FLOKI", 0.000066, 9_540_000_000_000, 10_000_000_000_000, "2021-07-09", "meme", 1.5, 68],
  ["the-sandbox", "SAND", "The Sandbox", 0.22, 2_570_000_000, 3_000_000_000, "2020-08-14", "gaming", 1.4, 46],
  ["gala", "GALA", "GALA", 0.012, 46_000_000_000, 50_000_000_000, "2020-09-16", "gaming", 1.4, 54],
];

export const KNOWN_COINS: readonly KnownCoin[] = ROWS.map(
  ([id, symbol, name, level, circulating, max, listed, sector, beta, ownVolatilityPct]) => ({
    id,
    symbol,
    name,
    level,
    circulating,
    max,
    listed,
    sector,
    beta,
    ownVolatilityPct,
  }),
);

/** Well-known coins that are worth another asset. `ratio` is units of the anchor (or dollars) for one coin. */
export interface KnownPeg {
  id: string;
  symbol: string;
  name: string;
  anchorId: string | null;
  ratio: number;
  circulating: number;
  listed: string;
  /** Largest distance from the anchor, as a ratio. */
  band: number;
}

type PegRow = [string, string, string, string | null, number, number, string, number];

const PEG_ROWS: PegRow[] = [
  ["tether", "USDT", "Tether", null, 1, 168_000_000_000, "2015-02-25", 0.0018],
  ["usd-coin", "USDC", "USDC", null, 1, 68_500_000_000, "2018-10-08", 0.0015],
  ["ethena-usde", "USDe", "Ethena USDe", null, 1, 9_800_000_000, "2024-02-19", 0.0028],
  ["dai", "DAI", "Dai", null, 1, 4_600_000_000, "2019-11-18", 0.0024],
  ["paypal-usd", "PYUSD", "PayPal USD", null, 1, 2_300_000_000, "2023-08-07", 0.0024],
  ["first-digital-usd", "FDUSD", "First Digital USD", null, 1, 1_150_000_000, "2023-07-26", 0.0028],
  ["true-usd", "TUSD", "TrueUSD", null, 1, 494_000_000, "2018-03-06", 0.003],
  ["staked-ether", "STETH", "Lido Staked Ether", "ethereum", 1, 8_550_000, "2020-12-22", 0.003],
  ["wrapped-bitcoin", "WBTC", "Wrapped Bitcoin", "bitcoin", 1, 126_000, "2019-01-30", 0.0025],
  ["weth", "WETH", "WETH", "ethereum", 1, 2_650_000, "2018-01-14", 0.001],
];

export const KNOWN_PEGS: readonly KnownPeg[] = PEG_ROWS.map(
  ([id, symbol, name, anchorId, ratio, circulating, listed, band]) => ({
    id,
    symbol,
    name,
    anchorId,
    ratio,
    circulating,
    listed,
    band,
  }),
);
