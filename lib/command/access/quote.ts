/** A text as a value of a nats-server configuration (conf/lex.go: lexDubQuotedString). */
export function confText(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** A text as a key there, where nothing can be escaped; null where it cannot be one (conf/lex.go: lexDubQuotedKey). */
export function confKey(text: string): string | null {
  if (/\p{C}/u.test(text) || (text.includes('"') && text.includes("'"))) return null;
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}

/** A text as a value in `plimsoll.yaml`, where `${` begins a variable. */
export function yamlText(text: string): string {
  return JSON.stringify(text).replaceAll("${", () => "$${");
}

/** A text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The variable that holds an account's password, in the servers' environment and Plimsoll's. */
export function passwordVariable(token: string): string {
  return `PLIMSOLL_${token.toUpperCase().replaceAll("-", "_")}_PASSWORD`;
}
