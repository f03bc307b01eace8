import type { CliContext } from "../../../cli-context.ts";

const ENTER = "\u001b[?1049h\u001b[?25l";
const LEAVE = "\u001b[?25h\u001b[?1049l";
// A terminal that knows it shows the whole frame at once; others ignore it.
const FRAME_START = "\u001b[?2026h\u001b[H";
const FRAME_END = "\u001b[J\u001b[?2026l";

export interface FullScreen {
  draw: (lines: readonly string[]) => void;
  /** Gives the terminal back as it was. Safe to call twice. */
  leave: () => void;
}

/** Takes over the terminal: alternate screen, no cursor, keys one by one. */
export function enterFullScreen(
  { stdin, stdout }: CliContext,
  on: { key: (key: string) => void; resize: () => void },
): FullScreen {
  let left = false;
  const onData = (chunk: Buffer | string) => {
    for (const key of keysIn(String(chunk))) on.key(key);
  };
  stdout.write(ENTER);
  stdout.on("resize", on.resize);
  if (stdin.isTTY) {
    stdin.setRawMode?.(true);
    stdin.resume();
    stdin.on("data", onData);
  }
  return {
    draw: (lines) => {
      if (!left) stdout.write(FRAME_START + lines.map((line) => `${line}\u001b[K`).join("\r\n") + FRAME_END);
    },
    leave: () => {
      if (left) return;
      left = true;
      stdout.off("resize", on.resize);
      stdin.off("data", onData);
      if (stdin.isTTY) stdin.setRawMode?.(false);
      stdin.pause();
      stdout.write(LEAVE);
    },
  };
}

/** Keys of one read: fast typing and escape sequences arrive together. */
export function keysIn(chunk: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  return chunk.match(/\u001b\[[0-9;]*[A-Za-z~]|[\s\S]/gu) ?? [];
}
