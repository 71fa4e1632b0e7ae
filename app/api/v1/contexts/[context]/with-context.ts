import { type Registry, registry, type Watched } from "#lib/collector/registry.ts";
import { notFound, starting, unavailable } from "#lib/output/answer.ts";

/** What Next gives the handlers below `[context]`. */
export interface ContextRoute {
  params: Promise<{ context: string }>;
}

/** Answers for the context that the path names, or says that there is none of that name, or none yet. */
export async function withContext(
  { params }: ContextRoute,
  answer: (watched: Watched) => Response | Promise<Response>,
): Promise<Response> {
  const running = registry();
  if (running === null) return starting();
  const { context } = await params;
  const watched = running.contexts.find(({ name }) => name === context);
  return watched ? answer(watched) : unknownContext(context, running);
}

/** Answers with what is known of assets, or, before the first look, that nothing is: not that there are none. */
export function withAssets(
  route: ContextRoute,
  answer: (watched: Watched) => Response | Promise<Response>,
): Promise<Response> {
  return withContext(route, (watched) => (watched.store.hasLooked() ? answer(watched) : notLooked()));
}

function notLooked(): Response {
  return unavailable({
    error: "the assets were not looked at yet",
    remedy: "Ask again in 2 s; …/snapshot says whether anything is in the way.",
  });
}

function unknownContext(name: string, { contexts }: Registry): Response {
  const names = contexts.map((context) => context.name).join(", ");
  return notFound({ error: `there is no context ${name}`, remedy: `The contexts are: ${names || "none"}.` });
}
