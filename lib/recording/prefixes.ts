import { fillPrefix } from "../model/account-prefix.ts";
import type { RecordedContext } from "./tape.ts";

/** A prefix pattern of the JetStream API. */
export interface Prefix {
  /** As `redactPrefix` makes it. */
  redacted: string;
  /** Matches subjects under it; the groups are `account` and `domain`, as far as they are in it, and `asked`: the rest. */
  matcher: RegExp;
}

/** The prefixes of a context, those of single accounts first, as they are asked first. */
export function prefixesOf({ accounts, accountPrefix }: RecordedContext, words: (text: string) => string): Prefix[] {
  const own = accounts.flatMap((access) => (access.kind === "import" ? [access.apiPrefix] : []));
  const patterns = accountPrefix === null ? own : [...own, accountPrefix];
  return patterns.flatMap((pattern) => {
    const redacted = redactPrefix(pattern, words);
    const inNoDomain = fillPrefix(pattern, { account: "{account}", domain: null });
    return [...new Set([pattern, inNoDomain])].map((each) => ({ redacted, matcher: matcherOf(each) }));
  });
}

/** Replaces the words of a prefix pattern; `{account}` and `{domain}` stay, also where they are only a part of a token. */
export function redactPrefix(pattern: string, words: (text: string) => string): string {
  return mapped(pattern, words, (placeholder) => placeholder);
}

function matcherOf(pattern: string): RegExp {
  const known = new Set<string>();
  const prefix = mapped(pattern, literally, (placeholder) => {
    const group = placeholder.slice(1, -1);
    if (known.has(group)) return `\\k<${group}>`;
    known.add(group);
    return group === "domain" ? "(?<domain>[^.]+)" : "(?<account>.+?)";
  });
  return new RegExp(`^${prefix}\\.(?<asked>INFO|(?:STREAM|CONSUMER)\\..+)$`, "s");
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function mapped(pattern: string, words: (text: string) => string, placeholder: (text: string) => string): string {
  const parts = pattern.split(/(\{account\}|\{domain\})/);
  return parts.map((part, index) => (index % 2 ? placeholder(part) : words(part))).join("");
}
