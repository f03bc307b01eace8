import { Link } from "@tanstack/react-router";
import { EmptyNotice } from "../ui/empty-notice.tsx";
import { Page } from "../ui/page.tsx";

export function NotFound() {
  return (
    <Page title="Page not found">
      <EmptyNotice
        title="There is nothing at this address"
        detail="The link may be old or mistyped."
        action={<Link to="/">Go to the market</Link>}
      />
    </Page>
  );
}
