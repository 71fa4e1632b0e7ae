import type { FindingDoc } from "./finding-docs.ts";

/** Pages of the findings about servers, meta groups and the view itself. */
export const SYSTEM_DOCS = {
  JS_LEVEL_SKEW: {
    title: "Servers of one domain run different API levels",
    severity: [
      { level: "info", when: "while servers have (re)started within the last 30 minutes: a rollout is moving" },
      { level: "warning", when: "after 30 minutes without another start: the rollout stands still" },
    ],
    means:
      "Assets that need the higher level cannot run on the servers of the lower one. During a rollout this is normal. While it lasts, new assets should not use features above the lowest level.",
    howKnown:
      "Every answering JetStream server reports its API level. It is never derived from the version: 2.12.5, a patch release, raised it. Servers before 2.11 report none and count as level 0.",
    whatToDo: [
      { step: "See who runs what.", commands: ["nats server list"] },
      {
        step: "Finish the rollout, or roll back before assets use the higher level.",
        commands: ["nats server report jetstream"],
      },
    ],
    cannotKnow:
      "Whether the difference is intended. Starts before Plimsoll was watching: the 30 minutes begin when it first saw the servers.",
  },
  JS_VERSION_SKEW: {
    title: "Servers of one domain run different versions",
    severity: [
      { level: "info", when: "while servers have (re)started within the last 30 minutes: a rollout is moving" },
      { level: "warning", when: "after 30 minutes without another start: the rollout stands still" },
    ],
    means:
      "The servers run different releases of the same API level. Assets are not at risk by that; bug fixes are missing on some servers.",
    howKnown:
      "Every answering server reports its version. Where the levels differ too, only JS_LEVEL_SKEW is reported.",
    whatToDo: [{ step: "Finish the rollout.", commands: ["nats server list"] }],
    cannotKnow: "Whether the difference is intended.",
  },
  JS_META_NO_LEADER: {
    title: "JetStream has no meta leader",
    severity: [
      {
        level: "warning",
        when: "for 6 s, or 12 s where enough servers for a majority answer: they may be electing one, as after each restart of the meta leader",
      },
      { level: "critical", when: "after that" },
    ],
    means:
      "Nobody leads the meta group of a domain: it has no majority, or does not agree. Streams and consumers can be neither created, changed nor listed, and nobody can say which are assigned. Streams that still have their own majority keep working. Where no server of the domain answers, as when the link of a leaf site is cut, the finding says that instead: all may be well there. Where servers answer and JetStream runs on none of them, as it stopped on full disks or a configuration lacks it, the finding says so: nothing is served then.",
    howKnown:
      "The servers are clustered, and none that answers and follows the meta group says that it leads it. A server that is behind may claim to lead; its claim does not count. JetStream that has stopped is missed in any case, as HEALTHZ says that it should run; one that is switched off on all servers only where Plimsoll remembers streams of the domain.",
    whatToDo: [
      { step: "See which servers are missing.", commands: ["nats server list", "nats server report jetstream"] },
      {
        step: "Bring back enough JetStream servers for a majority. Where they answer and yet elect nobody, read their logs and look at the routes between them; where none answers, look at the link to them first. Where JetStream has stopped, mend what their logs name and restart them; where it is off, switch it on in their configuration.",
        commands: ["nats server report health"],
      },
    ],
    cannotKnow: "Which streams exist beyond those that answering servers report or Plimsoll remembers.",
  },
  JS_META_LEADER_BEHIND: {
    title: "The meta leader runs a lower level than others",
    severity: [{ level: "warning", when: null }],
    means:
      "The meta leader decides which API fields are understood. Requests for newer features are refused, or lose what it does not know, although other servers could run them. A request with `Nats-Required-Api-Level` above its level is refused by a meta leader of 2.12 or newer; older ones do not read the header.",
    howKnown:
      "The API level of the server that leads the meta group is below the highest level among the domain's answering servers.",
    whatToDo: [
      { step: "See who leads.", commands: ["nats server report jetstream"] },
      {
        step: "Upgrade that server, or let it step down in favour of an upgraded one (`nats server cluster step-down`, which is not read only).",
        commands: ["nats server list"],
      },
    ],
    cannotKnow: "Which server will be elected next.",
  },
  JS_SERVER_SILENT: {
    title: "A server does not answer",
    severity: [{ level: "warning", when: null }],
    means:
      "A server that belongs to the system stopped answering on the system account. It is down, frozen, cut off, or removed; or it is in lame duck mode, in which it has stopped JetStream and answers nothing, while it still lets its clients go. Assets that are down with it have a critical finding of their own. More than three servers of one cluster that do not answer are one finding.",
    howKnown:
      "It answered before and has been silent for 6 s or more; or it never answered, but the meta leader knows it as a peer, or knew it while nobody leads. A shorter silence, as in a restart, is not reported. A server that left is forgotten after an hour, but not while the meta group counts on it, or has no leader who could say, unless one of its name has come to another cluster of its domain; where it held streams and stood alone, or nobody of its domain answers, after a week. One that came back with its streams under another domain is forgotten in the old one as soon as no meta group there counts on it.",
    whatToDo: [
      { step: "See who answers.", commands: ["nats server list", "nats server report jetstream"] },
      {
        step: "Start it, or look at its host and network. If it was removed for good, its peer has to be removed from the meta group too (`nats server cluster peer-remove`, which is not read only). A site that was taken down as a whole is forgotten at once when Plimsoll is restarted.",
        commands: [],
      },
    ],
    cannotKnow:
      "Whether the server is down, about to end in lame duck mode, or only unreachable from the server that Plimsoll is connected to.",
  },
  JS_SERVER_UNHEALTHY: {
    title: "A server says that it is not healthy",
    severity: [{ level: "warning", when: null }],
    means:
      "HEALTHZ of the server reports an error, such as not being current with the meta leader or a stream that has not caught up. What a server has to catch up with after a restart passes by itself. What it could not recover or write does not, nor JetStream that has stopped, nor a value in an asset's configuration that the server cannot decode (known: a consumer with `ack_policy: flow_control` on a server before 2.14), which stops it at that entry of the meta log. More than three servers of one cluster that say the same are one finding.",
    howKnown:
      "The error is the server's own, verbatim. Where it is behind the meta leader and an asset of its domain has such a value, Plimsoll names that asset as the likely cause; the server does not say so.",
    whatToDo: [
      {
        step: "Read the health of all servers.",
        commands: ["nats server report health", "nats server request jetstream-health --name <server>"],
      },
      {
        step: "If it does not pass, read the server's log. A server stopped by a value has to be upgraded to a release that knows it.",
        commands: ["nats server report jetstream"],
      },
    ],
    cannotKnow: "Whether a server that is catching up will succeed, and values that no server here reports.",
  },
  JS_SERVER_HEALTH_UNKNOWN: {
    title: "A server does not tell its health",
    severity: [{ level: "warning", when: null }],
    means:
      "The server answers other questions, but not HEALTHZ. To answer it, a server walks its assets: one that is overloaded, or hangs in one of them, does not come to the end. It may be well or not; what it said before may be over. Only that it was behind the meta leader is held against it until it says otherwise, as such a server may claim to lead everything.",
    howKnown:
      "HEALTHZ was asked twice in a row and brought no answer in time, or one that cannot be read; since then it was not answered twice in a row. Where Plimsoll's user may not ask, that is said in JS_VIEW_PARTIAL instead.",
    whatToDo: [
      {
        step: "Ask it yourself, and see whether it answers later than Plimsoll waits: 3 s, or one and a half poll intervals.",
        commands: ["nats server report health", "nats server request jetstream-health --name <server>"],
      },
      {
        step: "If it does not answer, look at its load and its log. One that hangs needs a restart: see first what it leads.",
        commands: ["nats server report jetstream"],
      },
    ],
    cannotKnow: "Whether the server is well, and whether one that was behind the meta leader has caught up.",
  },
  JS_FEATURE_FLAG_DIVERGENT: {
    title: "A feature flag is on that a peer does not know",
    severity: [{ level: "critical", when: null }],
    means:
      "Feature flags (2.14 and newer) change what a server writes for its peers. A peer that lacks the flag may panic on it, or refuse snapshots.",
    howKnown:
      "VARZ of one server reports the flag as on, and VARZ of another JetStream server of the domain does not list it.",
    whatToDo: [
      { step: "Compare the servers' flags.", commands: ["nats server request variables"] },
      {
        step: "Switch the flag off until every server of the domain knows it, then finish the rollout.",
        commands: ["nats server list"],
      },
    ],
    cannotKnow: "Whether the flag has been used already: what was written stays written.",
  },
  JS_VIEW_PARTIAL: {
    title: "Part of the system cannot be seen",
    severity: [{ level: "warning", when: null }],
    means:
      "Some accounts are not observed, or some questions brought no reply that can be read: they may not be asked, nobody answered, or what came was no answer, far too large, did not end, or came twice. Offline assets in there cannot be seen, so the rest being well says nothing about them. A clock that is off makes a server's times useless.",
    howKnown:
      "Accounts are found by what the servers report. An account counts as observed when its JetStream API answered; the finding says why for each that does not. A reply that cannot be read is named with its server and the place in it, a question that may not be asked or that nobody hears with its subject. Servers that leave PING.JSZ unanswered twice in a row, but not STATSZ, are named too: how much each holds is not seen then, and what comes or goes only with the next look at all their details. A clock counts as off when it differs by over five minutes from what most servers say. Accounts, replies and clocks are a finding each: a mute of the one does not cover the others.",
    whatToDo: [
      {
        step: "Where the finding says so, give Plimsoll read access to the JetStream API of the accounts: `npm run access` prints what each server needs. An API that may be asked and does not answer, as without a meta leader, has a finding of its own cause.",
        commands: ["nats server report accounts"],
      },
      {
        step: "Allow Plimsoll's user the subjects that are said not to be allowed: the README lists all that it needs.",
        commands: [],
      },
      {
        step: "Where PING.JSZ is not answered, ask it yourself. If no server answers, it is lost on its way, as in an import that leaves it out; one that answers late, or not at all, is overloaded or hangs.",
        commands: ["nats server request jetstream"],
      },
      {
        step: "Of a server whose reply cannot be read, or whose clock is off, look at the host and the log. What it last said well stays shown; it is asked again, at most every 30 s.",
        commands: ["nats server list"],
      },
    ],
    cannotKnow: "What is in those accounts, beyond the streams that servers report as running.",
  },
  JS_VIEW_STALE: {
    title: "What is shown is not current",
    severity: [{ level: "critical", when: null }],
    means:
      "Plimsoll has no connection to the system, or no server answers, or it failed to diagnose what they say. Everything on the screen is the last that was known, in the last case all but the servers; the status is unknown.",
    howKnown:
      "The last round of questions brought no answer within two poll intervals and a second, or the last diagnosis ended with an error of Plimsoll's own.",
    whatToDo: [
      {
        step: "Check from Plimsoll's host that the servers can be reached with its credentials.",
        commands: ["nats server check connection", "nats rtt"],
      },
      {
        step: "Check that its user is one of the system account and may send the requests.",
        commands: ["nats server list"],
      },
      { step: "Where the finding speaks of a fault of Plimsoll, report it with what its log says.", commands: [] },
    ],
    cannotKnow: "Whether the system is down or only out of Plimsoll's reach.",
  },
} as const satisfies Record<string, FindingDoc>;
