/** Next calls this once a process, before the first request. */
export async function register(): Promise<void> {
  // Written so that the bundler sees it: nothing of the collector belongs into the edge runtime's build.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { watch } = await import("./lib/command/watch.ts");
  watch();
}
