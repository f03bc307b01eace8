import { t } from "../catalogue/catalogue.ts";
import { SignInForm } from "../features/access/sign-in-form.tsx";
import { adoptTokens, useSession } from "../session/session.ts";
import { Dialog } from "../ui/dialog.tsx";

/** Signing in again without leaving the page. */
export function SignInDialog({ onClose }: { onClose: () => void }) {
  const { me } = useSession();
  return (
    <Dialog opened title={t("access.signIn.again")} onClose={onClose}>
      <SignInForm
        email={me?.email ?? ""}
        onSignedIn={(answer) => {
          onClose();
          adoptTokens(answer);
        }}
      />
    </Dialog>
  );
}
