export { ImportDialog } from "./ImportDialog";
