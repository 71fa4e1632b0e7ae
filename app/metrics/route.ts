import { registry } from "#lib/collector/registry.ts";
import { starting, textAnswer } from "#lib/output/answer.ts";
import { PROMETHEUS_TYPE, prometheusText } from "#lib/output/prometheus.ts";

export const dynamic = "force-dynamic";

export function GET(): Response {
  const running = registry();
  if (running === null) return starting();
  const contexts = running.contexts.map((context) => ({
    name: context.name,
    isReady: context.isReady(),
    published: context.store.current(),
  }));
  return textAnswer(prometheusText(contexts), 200, PROMETHEUS_TYPE);
}
