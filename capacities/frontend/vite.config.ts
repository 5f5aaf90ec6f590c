import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Sizes of words are written in pixels; the page grows them as its reader asked of the browser (see ui/text-size.ts).
 * Not in `rem`: the root of the page is Streamlit's, which freezes it. */
const textSize = {
  postcssPlugin: "text-size",
  Declaration(declaration: { prop: string; value: string }) {
    if (!/^(font|font-size|line-height)$/.test(declaration.prop) || declaration.value.includes("--px")) return;
    const grown = declaration.value.replace(/(?<![\w.-])(\d*\.?\d+)px/g, "calc($1 * var(--px, 1px))");
    if (grown !== declaration.value) declaration.value = grown;
  },
};

/* One build for every entry, so that they share their chunks (one Yjs, one React).
 * Files are only ever served as files: a strict Content-Security-Policy holds. */
export default defineConfig({
  base: "./",
  plugins: [react()],
  css: { postcss: { plugins: [textSize] } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    cssCodeSplit: true,
    modulePreload: false,
    /* What each entry loads, for the server: the service worker keeps those of one (web/offline.py). */
    manifest: "manifest.json",
    rollupOptions: {
      input: {
        amorce: "src/amorce.ts",
        canevas: "src/canevas.tsx",
        rejoindre: "src/rejoindre.ts",
        partage: "src/partage.ts",
        vote: "src/vote.ts",
        refus: "src/refus.ts",
        figures: "src/figures.ts",
        creer: "src/creer.ts",
        appareil: "src/appareil.ts",
        barre: "src/barre.tsx",
        croquis: "src/croquis.ts",
        "hors-ligne": "src/hors-ligne.ts",
        sw: "src/sw.ts",
      },
      preserveEntrySignatures: "strict",
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "chunk-[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    pool: "threads",
    isolate: false, // a new thread for each file took two thirds of the processor
    setupFiles: "vitest.setup.js",
  },
});
