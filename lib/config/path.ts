import { isAbsolute, join, resolve } from "node:path";

/** A path as it was written, made absolute: `~` is the home, the rest starts from the folder of what names it. */
export function absolutePath(path: string, folder: string, home: string): string {
  if (path === "~") return home;
  if (path.startsWith("~/")) return join(home, path.slice(2));
  return isAbsolute(path) ? path : resolve(folder, path);
}
