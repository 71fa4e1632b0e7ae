/**
 * Whether a text can be (the beginning of) a subject without wildcards. Only these spaces end it in the protocol, and only
 * they are refused in names (jetstream.go: isValidName): a no-break or ideographic space may well be in one.
 */
export function isSubject(text: string): boolean {
  return /^[^ \t\r\n\f.*>]+(\.[^ \t\r\n\f.*>]+)*$/.test(text);
}

/**
 * A prefix with `{account}` and `{domain}` filled in. Where the servers have no domain, `{domain}` goes with its dot:
 * `mon.{domain}.{account}` is `mon.APP` there and `mon.leaf.APP` in the domain `leaf`.
 */
export function fillPrefix(pattern: string, { account, domain }: { account: string; domain: string | null }): string {
  const inDomain =
    domain === null ? pattern.replaceAll(/\{domain\}\.?/g, "") : pattern.replaceAll("{domain}", () => domain);
  return inDomain.replaceAll("{account}", () => account).replace(/\.$/, "");
}
