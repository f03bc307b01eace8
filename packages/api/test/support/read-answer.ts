import type { JobRun, JobTicket } from "@cryptodesk/shared/jobs/job.contract";

/** The JSON of an answer. @throws where it is not a 2xx */
export async function readJson<T>(url: string, headers: Record<string, string> = {}): Promise<T> {
  const answer = await fetch(url, { headers });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** The same as the database has it now: an answer in parts is never a ready-made one. */
export function readUncached<T>(url: string): Promise<T> {
  return readJson<T>(url, { "trpc-accept": "application/jsonl" });
}

/** Asks for a manual sync, as somebody who may. @returns status, address of the run, and the ticket */
export async function requestSync(
  url: string,
  authorization: string,
  body: object = {},
): Promise<{ status: number; location: string; ticket: JobTicket }> {
  const answer = await fetch(`${url}/api/v1/cryptocurrencies/sync`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization },
    body: JSON.stringify(body),
  });
  const ticket = (await answer.json()) as JobTicket;
  return { status: answer.status, location: answer.headers.get("location") ?? "", ticket };
}

/** Newest runs first. */
export async function readRuns(url: string, query: string): Promise<JobRun[]> {
  return (await readJson<{ items: JobRun[] }>(`${url}/api/v1/jobs?${query}`)).items;
}
