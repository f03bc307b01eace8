import { type Logger as PinoLogger, pino } from "pino";

export type Logger = PinoLogger;

/** JSON lines on standard output. Fields that could carry a secret are cut out wherever they appear. */
export function createLogger(options: { level: string; role: string }): Logger {
  return pino({
    level: options.level,
    base: { role: options.role, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ["authorization", "cookie", "password", "apiKey", "token"].flatMap((name) => [name, `*.${name}`]),
      censor: "[redacted]",
    },
  });
}
