const KEPT = ["theme", "wall"];

/** A link with those parameters of the present URL that set up the screen. */
export function withKept(href: string, params: URLSearchParams): string {
  const [path = "", query = ""] = href.split("?");
  const next = new URLSearchParams(query);
  for (const name of KEPT) {
    const value = params.get(name);
    if (value !== null && !next.has(name)) next.set(name, value);
  }
  const text = next.toString();
  return text ? `${path}?${text}` : path;
}
