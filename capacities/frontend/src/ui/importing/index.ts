export { IMPORT, ImportDialog } from "./ImportDialog";
