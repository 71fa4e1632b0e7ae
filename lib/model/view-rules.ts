import { coverageOf } from "./coverage.ts";
import { type Rule, subjectsOf } from "./facts.ts";
import { count, listed } from "./words.ts";

/** What this view does not see: silence must not pass for health. */
export const partialView: Rule = ({ observation }) => {
  if (!observation.isFresh) return [];
  const { accounts, unobserved } = coverageOf(observation);
  const hidden = accounts.total - accounts.observed;
  if (hidden === 0 && observation.problems.length === 0) return [];
  const parts = [
    hidden > 0 && `${hidden} of ${count(accounts.total, "account")} not observed`,
    observation.problems.length > 0 && `${count(observation.problems.length, "answer")} not readable`,
  ].filter((part) => part !== false);
  return [
    {
      key: "JS_VIEW_PARTIAL",
      code: "JS_VIEW_PARTIAL",
      severity: "warning",
      title: listed(parts),
      detail: [
        ...unobserved.slice(0, 5).map(({ account, why }) => `${account}: ${why}`),
        ...observation.problems.slice(0, 5),
      ].join("\n"),
      remedy:
        "Give Plimsoll read access to the JetStream API of these accounts. Until then their offline assets cannot be seen.",
      commands: [],
      since: null,
      ...subjectsOf(unobserved.map(({ account }) => ({ kind: "account", id: account, label: account }))),
    },
  ];
};

export const staleView: Rule = ({ observation }) => {
  if (observation.isFresh) return [];
  const { connection } = observation;
  return [
    {
      key: "JS_VIEW_STALE",
      code: "JS_VIEW_STALE",
      severity: "critical",
      title: connection.state === "connected" ? "The servers do not answer" : `No connection to ${connection.url}`,
      detail: connection.problem?.message ?? "No server has answered lately. What is shown is the last that was known.",
      remedy: connection.problem?.remedy ?? "Check that the servers run and that Plimsoll can reach them.",
      commands: [],
      since: null,
      ...subjectsOf([]),
    },
  ];
};
