import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/* One build for every entry, so that they share their chunks (one Yjs, one React).
 * Files are only ever served as files: a strict Content-Security-Policy holds. */
export default defineConfig({
  base: "./",
  plugins: [react()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    cssCodeSplit: true,
    modulePreload: false,
    rollupOptions: {
      input: {
        amorce: "src/amorce.ts",
        canevas: "src/canevas.tsx",
        rejoindre: "src/rejoindre.ts",
        partage: "src/partage.ts",
        figures: "src/figures.ts",
        appareil: "src/appareil.ts",
        croquis: "src/croquis.ts",
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
