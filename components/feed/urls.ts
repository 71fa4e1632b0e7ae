/** A page of a system; `path` begins with a slash, and is empty for its board. */
export function pageHref(context: string, path = ""): string {
  return `/c/${encodeURIComponent(context)}${path}`;
}

/** Where the API tells of a system; `path` begins with a slash. */
export function apiUrl(context: string, path: string): string {
  return `/api/v1/contexts/${encodeURIComponent(context)}${path}`;
}
