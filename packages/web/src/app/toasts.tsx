import { Notifications } from "@mantine/notifications";

/** Where messages appear, and what has them read out in their turn. Loaded after the page: nothing is said before somebody acts. */
export function Toasts() {
  return <Notifications position="bottom-right" limit={3} aria-live="polite" />;
}
