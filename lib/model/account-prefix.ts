/** Whether a text can be (the beginning of) a subject without wildcards. */
export function isSubject(text: string): boolean {
  return /^[^\s.*>]+(\.[^\s.*>]+)*$/.test(text);
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
