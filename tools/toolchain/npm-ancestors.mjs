import { readFileSync } from "node:fs";

/**
 * The processes between us and the npm that runs us, npm included; only our parent where npm is not found (another
 * system than Linux, or no npm). npm passes a SIGTERM on to its shell only and a SIGKILL to nobody, so a change in this
 * list is the only sign that nobody waits for us any more.
 * @returns {string} process ids, nearest first
 */
export function npmAncestors() {
  const ids = [process.ppid];
  for (let depth = 0; depth < 3; depth += 1) {
    const info = readProcess(ids.at(-1));
    if (info === null) break;
    if (info.name.startsWith("npm")) return ids.join(" ");
    ids.push(info.parent);
  }
  return String(process.ppid);
}

function readProcess(id) {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    const end = stat.lastIndexOf(")");
    return { name: stat.slice(stat.indexOf("(") + 1, end), parent: Number(stat.slice(end + 2).split(" ")[1]) };
  } catch {
    return null;
  }
}
