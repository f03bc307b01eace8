import { Notifications } from "@mantine/notifications";

/** Where messages appear. Loaded after the page: nothing is said before somebody acts. */
export function Toasts() {
  return <Notifications position="bottom-right" limit={3} />;
}
