import type { CDPSession } from "playwright-core";

/** A page's memory by who made it, MB: what its program keeps, and the machine code that the browser made of the program. */
export interface HeapParts {
  dataMb: number;
  codeMb: number;
}

// What scripts make. The rest of a snapshot is the browser's own: code, shapes of objects, its document, its log.
const DATA: ReadonlySet<string> = new Set([
  "object",
  "array",
  "string",
  "concatenated string",
  "sliced string",
  "closure",
  "number",
  "bigint",
  "symbol",
  "regexp",
]);

/** The sizes of everything in a heap snapshot, taken after what nobody needs is gone. */
export async function heapPartsOf(session: CDPSession): Promise<HeapParts> {
  const chunks: string[] = [];
  const keep = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
  session.on("HeapProfiler.addHeapSnapshotChunk", keep);
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  session.off("HeapProfiler.addHeapSnapshotChunk", keep);
  const { snapshot, nodes } = JSON.parse(chunks.join("")) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, sizeAt] = [fields.indexOf("type"), fields.indexOf("self_size")];
  let [data, code] = [0, 0];
  for (let at = 0; at < nodes.length; at += fields.length) {
    const type = types[0][nodes[at + typeAt] ?? -1] ?? "";
    const size = nodes[at + sizeAt] ?? 0;
    if (DATA.has(type)) data += size;
    else if (type === "code") code += size;
  }
  return { dataMb: data / 1_048_576, codeMb: code / 1_048_576 };
}

interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
}
