import { withLaterTexts, withPageTexts } from "../catalogue/catalogue.ts";
import { isMissingCode } from "../lib/api-error.ts";
import { PageAway, probeServer } from "../lib/reach.ts";

type Load<Module> = () => Promise<Module>;

/** Loads the code of a page of the market, with its texts. */
export const marketPage = <Module>(load: Load<Module>): Load<Module> => withinReach(withPageTexts(load));

/** Loads the code of a page that belongs to accounts, with its texts. */
export const accountPage = <Module>(load: Load<Module>): Load<Module> => withinReach(withLaterTexts(load));

/**
 * For code that is missing the router loads the document anew, once. Without a server that ends in the browser's own error
 * page, so the error is given another name then and the page says what there is to say.
 */
const withinReach =
  <Module>(load: Load<Module>): Load<Module> =>
  () =>
    load().catch(async (error: unknown) => {
      if (isMissingCode(error) && !(await probeServer())) {
        throw new PageAway(error);
      }
      throw error;
    });
