/** What bringing a file in is called, in the menu and in its window, which is loaded when it opens. */
export const IMPORT = "Importer un fichier";
