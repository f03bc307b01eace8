import { type AddressInfo, createServer, type Socket } from "node:net";

/** A server that takes every mail and keeps it. */
export interface SmtpSink {
  readonly url: string;
  readonly mails: { to: string; text: string }[];
  close(): Promise<void>;
}

/** Speaks as much of SMTP (RFC 5321) as a client needs to deliver. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const mails: SmtpSink["mails"] = [];
  const server = createServer((socket) => new Conversation(socket, mails));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** One client: lines until DATA, then a text that ends with a dot on its own. */
class Conversation {
  readonly #socket: Socket;
  readonly #mails: SmtpSink["mails"];
  #text = "";
  #to = "";
  #inData = false;

  constructor(socket: Socket, mails: SmtpSink["mails"]) {
    this.#socket = socket;
    this.#mails = mails;
    socket.on("error", () => {});
    socket.on("data", (bytes) => this.#read(bytes.toString()));
    this.#say("220 sink");
  }

  #read(more: string): void {
    this.#text += more;
    for (let part = this.#next(); part !== null; part = this.#next()) this.#say(this.#take(part));
  }

  #next(): string | null {
    const end = this.#inData ? "\r\n.\r\n" : "\r\n";
    const at = this.#text.indexOf(end);
    if (at < 0) return null;
    const part = this.#text.slice(0, at);
    this.#text = this.#text.slice(at + end.length);
    return part;
  }

  #take(part: string): string {
    if (this.#inData) {
      this.#inData = false;
      this.#mails.push({ to: this.#to, text: part });
      return "250 kept";
    }
    const recipient = /^RCPT TO:<(.*)>/i.exec(part)?.[1];
    if (recipient !== undefined) this.#to = recipient;
    this.#inData = /^DATA/i.test(part);
    if (this.#inData) return "354 go on";
    return /^QUIT/i.test(part) ? "221 bye" : "250 good";
  }

  #say(line: string): void {
    this.#socket.write(`${line}\r\n`);
    if (line.startsWith("221")) this.#socket.end();
  }
}
