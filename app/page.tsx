import { Home } from "#components/fleet/home.tsx";
import { BUILD_ID } from "./build-id.ts";
import { contextNames, openingOf } from "./opening.ts";

/** The board if one system is watched, the fleet if several are. */
export default function Page() {
  const contexts = contextNames();
  const [only] = contexts;
  const initial = contexts.length === 1 && only ? openingOf(only) : null;
  return <Home contexts={contexts} initial={initial} buildId={BUILD_ID} />;
}
