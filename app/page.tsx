import { Home } from "#components/fleet/home.tsx";
import { openingOf, openings } from "./opening.ts";

/** The board where one system is watched, the fleet where several are. */
export default function Page() {
  const contexts = openings();
  const [only] = contexts;
  return <Home contexts={contexts} initial={contexts.length === 1 && only ? openingOf(only) : null} />;
}
