import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findingsMarkdown } from "../model/finding-docs-text.ts";

// docs/findings.md is for readers without the app; a test fails when it is out of date.
writeFileSync(join(import.meta.dirname, "..", "..", "docs", "findings.md"), findingsMarkdown());
