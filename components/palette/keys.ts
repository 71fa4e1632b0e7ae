import { PAGES } from "./pages.ts";

/** What a key asks for. */
export type Action = { kind: "palette" } | { kind: "help" } | { kind: "page"; path: string } | { kind: "prefix" };

interface Key {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** Reads a key; `isPrefixed` where "g" came just before, `isSingle` where keys without Ctrl count. */
export function actionOf(
  { key, ctrlKey, metaKey, altKey }: Key,
  isPrefixed: boolean,
  isSingle: boolean,
): Action | null {
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === "k") return { kind: "palette" };
  if (ctrlKey || metaKey || altKey || !isSingle) return null;
  if (isPrefixed) {
    const page = PAGES.find((each) => each.key === key);
    if (page) return { kind: "page", path: page.path };
  }
  if (key === "/") return { kind: "palette" };
  if (key === "?") return { kind: "help" };
  return key === "g" ? { kind: "prefix" } : null;
}
