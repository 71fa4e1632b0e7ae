/** Changes the query of this page's URL: no round trip, and no step of the way back. */
export function replaceQuery(change: (params: URLSearchParams) => string): void {
  const { pathname, search } = window.location;
  window.history.replaceState(null, "", `${pathname}?${change(new URLSearchParams(search))}`);
}
