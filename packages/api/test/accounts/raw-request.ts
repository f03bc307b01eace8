import { request } from "node:http";

/** The status of a look at one's own account with headers exactly as given, also twice. */
export function rawStatus(url: string, headers: readonly (readonly [string, string])[]): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request(
      { hostname, port, path: "/api/v1/account", headers: [["Host", "desk"], ...headers].flat() },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    asked.on("error", reject);
    asked.end();
  });
}
