export { readWorkspace } from "./read-workspace.ts";
