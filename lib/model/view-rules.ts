import { oddClocks } from "./clocks.ts";
import { coverageOf } from "./coverage.ts";
import { type Rule, subjectsOf } from "./facts.ts";
import { count, listed } from "./words.ts";

/** What this view does not see: silence must not pass for health. */
export const partialView: Rule = ({ observation, cases }) => {
  const { accounts, unobserved } = coverageOf(observation);
  // The first look asks one account after the other.
  const hidden = cases.hasBegun ? accounts.total - accounts.observed : 0;
  const clocks = oddClocks(observation.servers);
  const isReadable = observation.problems.length === 0;
  if (hidden === 0 && isReadable && clocks.length === 0) return [];
  const parts = [
    hidden > 0 && `${hidden} of ${count(accounts.total, "account")} not observed`,
    !isReadable && `${count(observation.problems.length, "answer")} missing or not readable`,
    clocks.length > 0 && `${count(clocks.length, "clock")} off`,
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
        ...clocks.slice(0, 5),
      ].join("; "),
      remedy: [
        hidden > 0 &&
          "Give Plimsoll read access to the JetStream API of these accounts. Until then their offline assets cannot be seen.",
        !isReadable &&
          "Grant what is said not to be allowed; else look at the servers that are named, and their logs. What they last said well is still shown.",
        clocks.length > 0 && "Set the clocks by NTP.",
      ]
        .filter((part) => part !== false)
        .join(" "),
      commands: [],
      since: null,
      ...subjectsOf(unobserved.map(({ account }) => ({ kind: "account", id: account, label: account }))),
    },
  ];
};

export const staleView: Rule = ({ observation }) => {
  if (observation.isFresh || observation.isAwaited) return [];
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
