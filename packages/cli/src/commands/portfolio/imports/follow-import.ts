import { IMPORT_PART_BYTES, type PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import { Interrupted, ServerUnreachable } from "../../../failures.ts";
import { safeText } from "../../../output/plain-text.ts";
import type { Session } from "../../../session.ts";
import { createJobProgress, type JobProgress } from "../../job-progress.ts";

const POLL_MS = 300;
const PATIENCE_MS = 30_000;
const WHOLE = 1000;

interface Which {
  portfolioId: string;
  importId: string;
}

/** Sends what the server does not have of the file yet, part by part, with a progress bar. */
export async function sendRest(session: Session, which: Which, bytes: Buffer, from: number): Promise<void> {
  const bar = await createJobProgress(session.cli.stderr, "upload");
  try {
    for (let offset = from; offset < bytes.length; offset += IMPORT_PART_BYTES) {
      bar.show(offset, bytes.length, "bytes");
      const data = partOf(bytes, offset);
      await twice(session, () => session.ask((api) => api.portfolioImport.upload.mutate({ ...which, offset, data })));
    }
  } catch (error) {
    bar.stop();
    if (error instanceof Interrupted || error instanceof ServerUnreachable) {
      session.out.notice(`Go on with: cryptodesk portfolio import-part ${which.importId} <file>`);
    }
    throw error;
  } finally {
    bar.stop();
  }
}

/** A part of a file in base64. */
export function partOf(bytes: Buffer, offset: number): string {
  return bytes.subarray(offset, offset + IMPORT_PART_BYTES).toString("base64");
}

/** Once more where no answer came: a part that is there already is passed over. */
async function twice<T>({ cli }: Session, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof ServerUnreachable)) throw error;
    await cli.pause(POLL_MS);
    return send();
  }
}

/** Waits until the server has done with the file what it does by itself. Ctrl-C stops the waiting, not the server. */
export async function settled(session: Session, which: Which): Promise<PortfolioImport> {
  const bar = await createJobProgress(session.cli.stderr, "import");
  try {
    return await pollUntilSettled(session, which, bar);
  } catch (error) {
    bar.stop();
    if (error instanceof Interrupted) {
      session.out.notice(`Stopped following. See: cryptodesk portfolio import-status ${which.importId}`);
    }
    throw error;
  } finally {
    bar.stop();
  }
}

async function pollUntilSettled({ ask, cli }: Session, which: Which, bar: JobProgress): Promise<PortfolioImport> {
  let lastAnswerMs = cli.now().getTime();
  while (true) {
    try {
      const found = await ask((api) => api.portfolioImport.get.query(which));
      lastAnswerMs = cli.now().getTime();
      if (!["analysing", "committing"].includes(found.state)) return found;
      bar.show(Math.round(WHOLE * (found.progress ?? 0)), WHOLE, safeText(found.state));
    } catch (error) {
      // The server may be restarting; the import is not lost with it.
      const patient = error instanceof ServerUnreachable && cli.now().getTime() - lastAnswerMs < PATIENCE_MS;
      if (!patient) throw error;
    }
    await cli.pause(POLL_MS);
  }
}
