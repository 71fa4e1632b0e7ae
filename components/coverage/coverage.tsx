import { Sign } from "#components/ui/shape.tsx";
import type { Coverage as CoverageOf } from "#lib/model/board.ts";
import { accountsText, isWhole, serversText } from "./words.ts";

/** How much of the system the view covers, always in sight. */
export function Coverage({ coverage }: { coverage: CoverageOf }) {
  const isPartial = !isWhole(coverage);
  return (
    <p data-testid="coverage" className={`flex items-center gap-2 ${isPartial ? "font-semibold text-warning" : ""}`}>
      {isPartial && <Sign shape="question" tone="warning" />}
      <span>
        {serversText(coverage)}, {accountsText(coverage)}
      </span>
    </p>
  );
}
