/** Media type asked for by Accept among those offered (first wins a tie); null when none fits. */
export function negotiate(accept: string | undefined, offers: readonly string[]): string | null {
  const [first = null] = offers;
  if (accept === undefined || accept.trim() === "") return first;
  const ranges = accept.split(",").map(parseRange);
  let best: { offer: string; quality: number } | null = null;
  for (const offer of offers) {
    const quality = qualityOf(offer, ranges);
    if (quality > (best?.quality ?? 0)) best = { offer, quality };
  }
  return best?.offer ?? null;
}

interface MediaRange {
  type: string;
  quality: number;
}

function parseRange(text: string): MediaRange {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith("q="));
  const quality = q === undefined ? 1 : Number(q.slice(2));
  return { type, quality: Number.isFinite(quality) ? quality : 0 };
}

// The most specific range decides, as RFC 9110 says: text/csv before text/* before */*.
function qualityOf(offer: string, ranges: readonly MediaRange[]): number {
  const family = `${offer.split("/")[0]}/*`;
  for (const type of [offer, family, "*/*"]) {
    const range = ranges.find((one) => one.type === type);
    if (range) return range.quality;
  }
  return 0;
}
