import { z } from "zod";
import { createPersistentStore } from "./persistent-store.ts";

export const MAX_VIEWS = 50;

const View = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(80),
  /** The query text of the address, without the leading `?`. */
  query: z.string().max(4_000),
});
/** A named question to the market: filters, order and columns as they stand in the address. */
export type MarketView = z.infer<typeof View>;

/** What was stored, without what cannot be read. */
export function readViews(stored: unknown): readonly MarketView[] {
  if (!Array.isArray(stored)) return [];
  const views = stored.flatMap((view: unknown) => {
    const parsed = View.safeParse(view);
    return parsed.success ? [parsed.data] : [];
  });
  return [...new Map(views.map((view) => [view.id, view])).values()].slice(0, MAX_VIEWS);
}

/** The saved views of this browser. */
export const marketViews = createPersistentStore<readonly MarketView[]>("cryptodesk-market-views", readViews);

/** Adds a view, or gives the view of that name its new question. */
export function withView(views: readonly MarketView[], view: MarketView): readonly MarketView[] {
  const same = views.find(({ name }) => name === view.name);
  if (same) return views.map((old) => (old === same ? { ...view, id: same.id } : old));
  return views.length >= MAX_VIEWS ? views : [...views, view];
}
