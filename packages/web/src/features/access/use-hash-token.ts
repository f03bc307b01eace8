import { useLocation, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";

/**
 * The token behind the hash sign of a link that was mailed or printed. It is taken out of the address bar, so that it stays
 * in no history and no screenshot.
 */
export function useHashToken(): string | null {
  const { hash, pathname, searchStr } = useLocation();
  const router = useRouter();
  const [token, setToken] = useState<string | null>(null);
  useEffect(() => {
    if (hash === "") return;
    setToken(hash);
    router.history.replace(pathname + searchStr);
  }, [hash, pathname, searchStr, router]);
  return hash === "" ? token : hash;
}
