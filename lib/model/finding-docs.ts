import type { FindingCode, Severity } from "./finding.ts";
import { ASSET_DOCS } from "./finding-docs-assets.ts";
import { SYSTEM_DOCS } from "./finding-docs-system.ts";

/** The page of one finding code: for somebody on call who meets it for the first time. */
export interface FindingDoc {
  title: string;
  /** The severities that it is reported with and, where there are several, when each is. */
  severity: { level: Severity; when: string | null }[];
  means: string;
  howKnown: string;
  /** Steps in order; their commands only read. */
  whatToDo: { step: string; commands: string[] }[];
  /** What Plimsoll cannot know about it. */
  cannotKnow: string;
}

export const FINDING_DOCS = { ...ASSET_DOCS, ...SYSTEM_DOCS } as const satisfies Record<FindingCode, FindingDoc>;
