/** The pages of a system, with the key that follows "g". */
export const PAGES = [
  { key: "b", name: "Board", path: "" },
  { key: "a", name: "Assets", path: "/assets" },
  { key: "f", name: "Findings", path: "/findings" },
  { key: "t", name: "Timeline", path: "/timeline" },
  { key: "w", name: "Wall", path: "?wall" },
] as const;
