import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  ALLOWED_RATIO,
  type Knock,
  ratioOfTimes,
  shapeOf,
  TELLING_DOORS,
  tellingDoors,
  unknownAddress,
} from "../accounts/telling-doors.ts";
import { type AttackedDesks, REDIS_STATES, startAttackedDesks } from "../support/attacked-desks.ts";
import { deskAbsence } from "../support/desk-process.ts";
import { postgresAbsence, redisAbsence } from "../support/servers.ts";
import { type SmtpSink, startSmtpSink } from "../support/smtp-sink.ts";

const missing = postgresAbsence() ?? redisAbsence() ?? deskAbsence();
const title = `two processes asked who has an account${missing === null ? "" : `: skipped, ${missing}`}`;

describe.skipIf(missing !== null)(title, () => {
  let mail: SmtpSink;
  let desks: AttackedDesks;
  let known: string;
  let disabled: string;

  beforeAll(async () => {
    mail = await startSmtpSink();
    desks = await startAttackedDesks({ SMTP_URL: mail.url, MAIL_FROM: "desk@example.com" });
    ({ email: known } = await desks.inside.person("analyst", "known"));
    ({ email: disabled } = await desks.inside.person("analyst", "disabled", { isActive: false }));
  });
  afterAll(async () => {
    await desks?.stop();
    await mail?.close();
  });

  describe.each(REDIS_STATES)("with Redis %s", (state) => {
    beforeAll(() => desks.enter(state));
    afterAll(() => desks.leave(state));

    describe.each(TELLING_DOORS)("%s", (name) => {
      it("answer alike on both for an address that somebody has and one that nobody has", async () => {
        for (const door of desks.processes) {
          const knock: Knock = async (email) => {
            await desks.inside.forgetTries();
            return tellingDoors(door)[name](email);
          };
          const nobody = shapeOf(await knock(unknownAddress()));
          expect(shapeOf(await knock(known))).toEqual(nobody);
          expect(shapeOf(await knock(disabled))).toEqual(nobody);
        }
      });

      it("take alike long", async () => {
        let knocks = 0;
        // Both of a round at the same process, the next round at the other.
        const knock: Knock = (email) => {
          const at = knocks % 4 < 2 ? 0 : 1;
          knocks += 1;
          return tellingDoors(desks.processes[at])[name](email);
        };
        expect(await ratioOfTimes(knock, known, desks.inside.forgetTries)).toBeLessThanOrEqual(ALLOWED_RATIO);
      });
    });
  });
});
