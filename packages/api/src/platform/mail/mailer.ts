import { createTransport } from "nodemailer";

const TIMEOUT_MS = 10_000;

export interface Mail {
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
}

/** Sends mail by the desk's own SMTP server. */
export interface Mailer {
  /** @throws Error where the server refuses it or does not answer within ten seconds */
  send(mail: Mail): Promise<void>;
  /** The address of one of the desk's pages, for a mail. */
  link(path: string): string;
}

export function createMailer({ url, from, publicUrl }: { url: string; from: string; publicUrl: string }): Mailer {
  const transport = createTransport(
    { url, connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
    { from },
  );
  return {
    send: async (mail) => void (await transport.sendMail(mail)),
    link: (path) => new URL(path, publicUrl).href,
  };
}
