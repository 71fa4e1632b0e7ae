import { Board } from "#components/board/board.tsx";

export default function Page() {
  return <Board />;
}
