import { t } from "../catalogue/catalogue.ts";

/** Makes the eye of a password field reachable by keyboard and says what it does. */
export function passwordToggle() {
  return {
    visibilityToggleFocusable: true,
    visibilityToggleButtonProps: { "aria-label": t("access.showPassword") },
  };
}
