import { type Finding, SEVERITIES } from "#lib/model/finding.ts";

/** Worst first, then newest. */
export function sortFindings(findings: Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      b.since - a.since ||
      a.key.localeCompare(b.key),
  );
}
