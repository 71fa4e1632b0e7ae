import { notFound } from "#lib/output/answer.ts";

/** Whatever no other handler answers: clients of the API want no page. */
export function GET(request: Request): Response {
  const remedy = "The API is /api/v1/contexts and what README.md names under /api/v1/contexts/{context}/.";
  return notFound({ error: `there is no ${new URL(request.url).pathname}`, remedy });
}
