import {
  AnalyseImportInput,
  BeginImportInput,
  GetImportFileInput,
  ImportFileAnswer,
  ImportFormatList,
  ImportList,
  ImportRef,
  ImportRowPage,
  ImportTicket,
  ListImportRowsInput,
  ListImportsInput,
  MappingRef,
  PortfolioImport,
  SavedMapping,
  SavedMappingList,
  SaveMappingInput,
  UndoImportInput,
  UploadPartInput,
} from "@cryptodesk/shared/portfolio/import.contract";
import { z } from "zod";
import { procedure, router } from "../../../platform/trpc/trpc.ts";
import { beginImport, uploadPart } from "./begin-import.ts";
import { commitImport } from "./commit-import.ts";
import { getImport, getImportFile, listImportFormats, listImportRows, listImports } from "./list-imports.ts";
import { deleteMapping, listMappings, saveMapping } from "./mappings.ts";
import { analyseImport } from "./start-analysis.ts";
import { discardImport, undoImport } from "./undo-import.ts";

const TAG = "Imports";
const SOME = {
  portfolioId: "00000000-0000-7000-8000-000000000000",
  importId: "00000000-0000-7000-8000-000000000003",
};
const FILE = "Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Label\n";
const ROW = "2024-01-31 12:00:00 UTC,1000,EUR,0.025,BTC,1.5,EUR,\n";
const EXAMPLE_FILE = Buffer.from(FILE + ROW);

/** Wiring only. */
export function createImportRouter() {
  return router({
    list: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/imports" },
        access: "portfolio:read",
        tag: TAG,
        summary: "Files that were imported into a portfolio, newest first",
        cli: "portfolio imports",
        example: { portfolioId: SOME.portfolioId },
        exampleNeeds: "portfolioId",
      })
      .input(ListImportsInput)
      .output(ImportList)
      .query(({ ctx, input }) => listImports(ctx, input)),

    begin: procedure
      .meta({
        rest: { method: "POST", path: "/portfolios/{portfolioId}/imports", status: 201 },
        access: "portfolio:write",
        tag: TAG,
        summary: "Begin to import a file",
        description:
          "With the file or its first part in base64. When all of it is here it is analysed, which changes nothing of the portfolio; `commit` records it.",
        cli: "portfolio import",
        example: {
          portfolioId: SOME.portfolioId,
          fileName: "koinly.csv",
          size: EXAMPLE_FILE.length,
          data: EXAMPLE_FILE.toString("base64"),
        },
        exampleNeeds: "portfolioId",
      })
      .input(BeginImportInput)
      .output(PortfolioImport)
      .mutation(({ ctx, input }) => beginImport(ctx, input)),

    upload: procedure
      .meta({
        rest: { method: "POST", path: "/portfolios/{portfolioId}/imports/{importId}/parts" },
        access: "portfolio:write",
        tag: TAG,
        summary: "Send the next part of a file",
        description:
          "Parts follow each other. One that is here already is passed over, so that a part may be sent again.",
        cli: "portfolio import-part",
        example: { ...SOME, offset: 0, data: EXAMPLE_FILE.toString("base64") },
        exampleNeeds: "portfolioId",
      })
      .input(UploadPartInput)
      .output(PortfolioImport)
      .mutation(({ ctx, input }) => uploadPart(ctx, input)),

    get: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/imports/{importId}" },
        access: "portfolio:read",
        tag: TAG,
        summary: "How far an import is, what was found and what is asked",
        cli: "portfolio import-status",
        example: SOME,
        exampleNeeds: "portfolioId",
      })
      .input(ImportRef)
      .output(PortfolioImport)
      .query(({ ctx, input }) => getImport(ctx, input)),

    analyse: procedure
      .meta({
        rest: { method: "POST", path: "/portfolios/{portfolioId}/imports/{importId}/analyse", status: 202 },
        access: "portfolio:write",
        tag: TAG,
        summary: "Read the file anew with other options",
        description:
          "The dry run: answers questions, names assets, chooses a format. Nothing of the portfolio changes.",
        cli: "portfolio import-analyse",
        example: { ...SOME, options: { dateOrder: "dmy" } },
        exampleNeeds: "portfolioId",
      })
      .input(AnalyseImportInput)
      .output(ImportTicket)
      .mutation(({ ctx, input }) => analyseImport(ctx, input)),

    rows: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/imports/{importId}/rows" },
        access: "portfolio:read",
        tag: TAG,
        summary: "Every row of the file and what becomes of it",
        cli: "portfolio import-rows",
        example: SOME,
        exampleNeeds: "portfolioId",
      })
      .input(ListImportRowsInput)
      .output(ImportRowPage)
      .query(({ ctx, input }) => listImportRows(ctx, input)),

    commit: procedure
      .meta({
        rest: { method: "POST", path: "/portfolios/{portfolioId}/imports/{importId}/commit", status: 202 },
        access: "portfolio:write",
        tag: TAG,
        summary: "Record the new rows",
        description: "All of them in one change of the portfolio, or none.",
        cli: "portfolio import-commit",
        example: SOME,
        exampleNeeds: "portfolioId",
      })
      .input(ImportRef)
      .output(ImportTicket)
      .mutation(({ ctx, input }) => commitImport(ctx, input)),

    undo: procedure
      .meta({
        rest: { method: "POST", path: "/portfolios/{portfolioId}/imports/{importId}/undo" },
        access: "portfolio:write",
        tag: TAG,
        summary: "Take a whole import back",
        description: "Refused with 409 where some of it was changed by hand since, unless `allowEdited` is true.",
        cli: "portfolio import-undo",
        example: SOME,
        exampleNeeds: "portfolioId",
      })
      .input(UndoImportInput)
      .output(PortfolioImport)
      .mutation(({ ctx, input }) => undoImport(ctx, input)),

    discard: procedure
      .meta({
        rest: { method: "DELETE", path: "/portfolios/{portfolioId}/imports/{importId}", status: 204 },
        access: "portfolio:write",
        tag: TAG,
        summary: "Throw an import away that is not recorded",
        cli: "portfolio import-discard",
        example: SOME,
        exampleNeeds: "portfolioId",
      })
      .input(ImportRef)
      .output(z.void())
      .mutation(({ ctx, input }) => discardImport(ctx, input)),

    file: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/imports/{importId}/file" },
        access: "portfolio:read",
        tag: TAG,
        summary: "The file as it came, part by part in base64",
        cli: "portfolio import-file",
        example: SOME,
        exampleNeeds: "portfolioId",
      })
      .input(GetImportFileInput)
      .output(ImportFileAnswer)
      .query(({ ctx, input }) => getImportFile(ctx, input)),

    formats: procedure
      .meta({
        rest: { method: "GET", path: "/imports/formats" },
        access: "portfolio:read",
        tag: TAG,
        summary: "What files are known and how they are recognised",
        cli: "portfolio import-formats",
        example: {},
      })
      .input(z.strictObject({}))
      .output(ImportFormatList)
      .query(() => listImportFormats()),

    mappings: procedure
      .meta({
        rest: { method: "GET", path: "/imports/mappings" },
        access: "portfolio:read",
        tag: TAG,
        summary: "Mappings of columns that are kept",
        cli: "portfolio import-mappings",
        example: {},
      })
      .input(z.strictObject({}))
      .output(SavedMappingList)
      .query(({ ctx }) => listMappings(ctx)),

    saveMapping: procedure
      .meta({
        rest: { method: "POST", path: "/imports/mappings", status: 201 },
        access: "portfolio:write",
        tag: TAG,
        summary: "Keep a mapping of columns",
        description: "With the id of one that is kept it replaces that.",
        cli: "portfolio import-save-mapping",
        example: {
          name: "My broker",
          mapping: { date: "Datum", asset: "Coin", quantity: "Menge", value: "Betrag", type: "Art" },
        },
      })
      .input(SaveMappingInput)
      .output(SavedMapping)
      .mutation(({ ctx, input }) => saveMapping(ctx, input)),

    deleteMapping: procedure
      .meta({
        rest: { method: "DELETE", path: "/imports/mappings/{mappingId}", status: 204 },
        access: "portfolio:write",
        tag: TAG,
        summary: "Forget a mapping of columns",
        cli: "portfolio import-delete-mapping",
        example: { mappingId: "00000000-0000-7000-8000-000000000000" },
        exampleNeeds: "portfolioId",
      })
      .input(MappingRef)
      .output(z.void())
      .mutation(({ ctx, input }) => deleteMapping(ctx, input)),
  });
}
