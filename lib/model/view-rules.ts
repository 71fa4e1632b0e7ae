import { oddClocks } from "./clocks.ts";
import { coverageOf } from "./coverage.ts";
import { type Draft, type Rule, subjectsOf } from "./facts.ts";
import type { Observation, ObservedAccount } from "./observation.ts";
import type { Fault } from "./probe.ts";
import type { Topology } from "./topology.ts";
import { countOf, grouped } from "./words.ts";

/** What this view does not see: silence must not pass for health. One finding a cause, so that a mute is of one. */
export const partialView: Rule = ({ observation, topology, cases }) => {
  const { servers, problems } = observation;
  const clocks = oddClocks(servers);
  return [
    // The first look asks one account after the other.
    ...(cases.hasBegun ? hiddenAccounts(observation, topology) : []),
    ...gap(problems.length, {
      key: "JS_VIEW_PARTIAL:answers",
      title: `${countOf(problems.length, "answer")} missing or not readable`,
      words: problems,
      remedy:
        "Grant what is said not to be allowed, and see that what is not answered is not lost on its way, as in an import; else look at the load and the logs of the servers that are named. What they last said well is still shown.",
    }),
    ...gap(clocks.length, {
      key: "JS_VIEW_PARTIAL:clocks",
      title: `${countOf(clocks.length, "clock")} off`,
      words: clocks,
      remedy: "Set the clocks by NTP.",
    }),
  ];
};

function hiddenAccounts(observation: Observation, topology: Topology): Draft[] {
  // One that has just come is asked at once: until then it is not hidden.
  const isAsked = ({ names }: ObservedAccount): boolean => names !== null;
  // There may be thousands, and mostly all are.
  const asked = observation.accounts.every(isAsked) ? observation.accounts : observation.accounts.filter(isAsked);
  const { accounts, unobserved } = coverageOf({ ...observation, accounts: asked }, topology);
  const hidden = accounts.total - accounts.observed;
  if (hidden === 0) return [];
  const named = unobserved.map(({ account, domain, why }) => {
    return { name: domain === null ? account : `${domain}: ${account}`, why };
  });
  return gap(hidden, {
    key: "JS_VIEW_PARTIAL",
    title: `${grouped(hidden)} of ${countOf(accounts.total, "account")} not observed`,
    words: named.map(({ name, why }) => `${name}: ${why}`),
    remedy: `${
      asked.every(isOpen)
        ? "Plimsoll may ask the JetStream API of these accounts: put right what is said of each, or what else is found here."
        : "Give Plimsoll read access to the JetStream API of these accounts, or put right what is said of each."
    } Until then their offline assets cannot be seen.`,
    subjects: named.map(({ name }) => ({ kind: "account", id: name, label: name })),
  });
}

/** Of those who may ask. */
const NOT_OF_ACCESS: Fault[] = ["timeout", "malformed", "closed"];

/** Whether the API of an account may be asked, for all that is known: who hears an error of JetStream itself may. */
function isOpen({ access, names }: ObservedAccount): boolean {
  return access !== null && (names?.ok !== false || names.code !== undefined || NOT_OF_ACCESS.includes(names.fault));
}

type Gap = Pick<Draft, "key" | "title" | "remedy"> & Partial<Pick<Draft, "subjects">> & { words: string[] };

/** What is not seen for one cause; nothing where that cause hides nothing. */
function gap(size: number, { words, subjects = [], ...told }: Gap): Draft[] {
  if (size === 0) return [];
  const detail = words.slice(0, 5).join("; ");
  return [
    {
      ...told,
      code: "JS_VIEW_PARTIAL",
      severity: "warning",
      detail,
      commands: [],
      since: null,
      subjects,
      subjectCount: size,
    },
  ];
}

/** A fault of our own must not pass for a system in which nothing changes. */
export const failedDiagnosis: Rule = ({ failure }) =>
  failure === null
    ? []
    : [
        {
          key: "JS_VIEW_STALE:diagnosis",
          code: "JS_VIEW_STALE",
          severity: "critical",
          title: "Plimsoll cannot tell the state of assets",
          detail: `What the servers say could not be diagnosed: ${failure}. Assets are shown as they were last known.`,
          remedy: "This is a fault of Plimsoll: report it, with what its log says.",
          commands: [],
          since: null,
          ...subjectsOf([]),
        },
      ];

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
