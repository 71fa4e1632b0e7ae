import { publishedContexts } from "#lib/collector/registry.ts";
import { starting, textAnswer } from "#lib/output/answer.ts";
import { PROMETHEUS_TYPE, prometheusText } from "#lib/output/prometheus.ts";

export const dynamic = "force-dynamic";

export function GET(): Response {
  const contexts = publishedContexts();
  return contexts ? textAnswer(prometheusText(contexts), 200, PROMETHEUS_TYPE) : starting();
}
