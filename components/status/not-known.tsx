import { Blank } from "#components/ui/blank.tsx";
import { type Board, wasObserved } from "#lib/model/board.ts";
import { FIRST_LOOK, headlineOf, isUnheard } from "./headline.ts";

/** In place of an empty list while the state of the system is not known: what is missing there may be wrong. */
export function NotKnown({ what, board }: { what: string; board: Board }) {
  return (
    <Blank shape="dots" title={`${what} is not known now`}>
      {wasObserved(board) && !isUnheard(board) ? FIRST_LOOK : `${headlineOf(board).main}.`}
    </Blank>
  );
}
