import { useBoard } from "#components/feed/use-board.ts";
import { costText } from "./words.ts";

/** What watching costs the watched system; nothing in the first minute. */
export function CostLine() {
  const cost = useBoard()?.head.cost;
  if (!cost) return null;
  return (
    <p data-testid="cost" className="mt-4 text-soft">
      {costText(cost)}
    </p>
  );
}
