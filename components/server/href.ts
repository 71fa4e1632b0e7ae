export function serverHref(context: string, id: string): string {
  return `/c/${encodeURIComponent(context)}/servers/${encodeURIComponent(id)}`;
}
