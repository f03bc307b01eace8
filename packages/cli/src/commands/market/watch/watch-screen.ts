import { change, compactAmount, count } from "../../../output/numbers.ts";
import type { Output } from "../../../output/output.ts";
import { cutTo, safeText, widthOf } from "../../../output/plain-text.ts";
import { sparkline } from "../../../output/sparkline.ts";
import { type Column, createTable } from "../../../output/table.ts";
import { age } from "../../../output/times.ts";
import { markedPrice } from "../listing-columns.ts";
import { type ConnectionState, sortedRows, type WatchRow, type WatchState } from "./watch-state.ts";

const FLASH_MS = 1500;
// Title, blank, two lines of table header, blank, footer.
const LINES_AROUND_ROWS = 6;
const TRAIL_WIDTH = 24;

export function visibleRows(screenHeight: number): number {
  return Math.max(1, screenHeight - LINES_AROUND_ROWS);
}

const COLUMNS: readonly Column<WatchRow>[] = [
  { field: "rank", header: "#", align: "right", spare: 4, show: ({ rank }) => (rank ?? "-").toString() },
  { field: "symbol", header: "Symbol", shrinkTo: 8, show: ({ symbol, id }) => safeText(symbol || id) },
  { field: "priceUsd", header: "Price $", align: "right", show: movingPrice },
  {
    field: "change1hPct",
    header: "1h",
    align: "right",
    spare: 5,
    show: ({ change1hPct }, out) => change(change1hPct, out),
  },
  { field: "change24hPct", header: "24h", align: "right", show: ({ change24hPct }, out) => change(change24hPct, out) },
  {
    field: "change7dPct",
    header: "7d",
    align: "right",
    spare: 6,
    show: ({ change7dPct }, out) => change(change7dPct, out),
  },
  {
    field: "volume24hUsd",
    header: "Volume 24h",
    align: "right",
    spare: 3,
    show: ({ volume24hUsd }) => compactAmount(volume24hUsd),
  },
  { field: "trail", header: "Since start", spare: 1, show: ({ trail }, out) => trailText(trail, out) },
  { field: "asOf", header: "Age", align: "right", spare: 2, show: ({ asOf }, out) => age(asOf, out.now()) },
];

function movingPrice(row: WatchRow, out: Output): string {
  const { palette } = out;
  const text = markedPrice(row, out);
  if (row.direction === "flat") return `  ${text}`;
  const tint = row.direction === "up" ? palette.up : palette.down;
  const fresh = row.movedAtMs !== null && out.now().getTime() - row.movedAtMs < FLASH_MS;
  return `${tint(row.direction === "up" ? "▲" : "▼")} ${fresh ? palette.bold(tint(text)) : text}`;
}

function trailText(trail: readonly number[], { palette }: Output): string {
  if (trail.length < 2) return " ".repeat(TRAIL_WIDTH);
  const rising = (trail.at(-1) ?? 0) >= (trail[0] ?? 0);
  return (rising ? palette.up : palette.down)(sparkline(trail).padEnd(TRAIL_WIDTH));
}

/** Draws the whole screen as lines that fit it. Column widths only grow until the screen changes its size. */
export function createScreen(server: string) {
  let draw: ReturnType<typeof createTable<WatchRow>> | null = null;
  let width = 0;
  return (state: WatchState, out: Output): string[] => {
    if (draw === null || width !== out.width) draw = createTable(COLUMNS, out, { repeatHeader: true });
    width = out.width;
    const rows = sortedRows(state);
    const room = visibleRows(out.height);
    const shown = rows.slice(state.offset, state.offset + room);
    const table = draw(shown).trimEnd().split("\n");
    const filler = Array.from({ length: Math.max(0, room - shown.length) }, () => "");
    return [titleLine(state, server, out), "", ...table, ...filler, "", footerLine(state, shown.length, out)].slice(
      0,
      out.height,
    );
  };
}

function titleLine(state: WatchState, server: string, out: Output): string {
  const mark = state.simulated ? out.palette.warn("SIMULATED  ") : "";
  const clock = `${out.now().toISOString().slice(11, 19)} UTC`;
  const connection = connectionText(state.connection, out);
  const room = out.width - widthOf(`CryptoDesk    ${connection}  ${mark}${clock}`);
  return `${out.palette.bold("CryptoDesk")}  ${out.palette.dim(cutTo(server, Math.max(0, room)))}  ${connection}  ${mark}${clock}`;
}

function connectionText(connection: ConnectionState, { palette, now, width }: Output): string {
  if (connection.kind === "live") return palette.good("● live");
  if (connection.kind === "connecting") return palette.warn("○ connecting");
  const seconds = Math.max(0, Math.ceil((connection.untilMs - now().getTime()) / 1000));
  const reason = cutTo(safeText(connection.reason), Math.max(10, width - 70));
  return palette.bad(`○ lost: ${reason}; again in ${seconds}s`);
}

function footerLine(state: WatchState, shown: number, out: Output): string {
  const range = shown === 0 ? "no coins" : `${state.offset + 1}-${state.offset + shown} of ${state.rows.size}`;
  const text = `${range}  ${count(state.ticks)} updates  order: ${state.sort}    q quit  s order  ↑↓ scroll`;
  return out.palette.dim(cutTo(text, out.width));
}
