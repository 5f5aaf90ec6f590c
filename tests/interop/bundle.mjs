// The product's own TypeScript, made into a module that Node runs.
import { pathToFileURL } from "node:url";

/** `root`: the folder of the front end, whose packages are used; `entry`: any file. */
export async function bundle(root, entry) {
  const { build } = await import(pathToFileURL(root + "/node_modules/vite/dist/node/index.js"));
  const lib = { entry, formats: ["es"], fileName: "module" };
  const options = { root, configFile: false, logLevel: "error" };
  const built = await build({ ...options, build: { write: false, target: "es2022", lib } });
  const { code } = [built].flat()[0].output[0];
  return import("data:text/javascript;base64," + Buffer.from(code).toString("base64"));
}
