/** Whether a gateway in between wants the viewer to sign in again: it says so itself, or leads to its login. */
export function wantsLogin({ type, status }: Response): boolean {
  return type === "opaqueredirect" || status === 401 || status === 403;
}
