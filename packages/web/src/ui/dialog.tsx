import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../catalogue/catalogue.ts";
import classes from "./dialog.module.css";

/** A question in the middle of the screen. Mantine's own header would be a second banner of the page. */
export function Dialog({ opened, onClose, title, children }: DialogProps) {
  return (
    <Modal.Root opened={opened} onClose={onClose} centered>
      <Modal.Overlay />
      {/* A className would also be the layer's that covers the page, and hide the page behind its surface. */}
      <Modal.Content classNames={{ content: classes.content }}>
        <div className={classes.head}>
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t("words.close")} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

interface DialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
}
