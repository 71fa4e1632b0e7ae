import type { Env } from "./surroundings.ts";

/**
 * Replaces `${NAME}` and `${NAME:-default}` by variables; `$${` stands for a literal `${`.
 * Gives the text and the names that are not set.
 */
export function expand(text: string, env: Env): { text: string; unset: string[] } {
  const unset: string[] = [];
  const expanded = text.replaceAll(
    /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g,
    (match: string, name: string | undefined, fallback: string | undefined) => {
      if (name === undefined) return match.slice(1);
      const value = env[name];
      if (value !== undefined && value !== "") return value;
      if (fallback !== undefined) return fallback;
      unset.push(name);
      return "";
    },
  );
  return { text: expanded, unset };
}
