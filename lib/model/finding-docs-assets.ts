import type { FindingDoc } from "./finding-docs.ts";

/** Pages of the findings about streams and consumers. */
export const ASSET_DOCS = {
  JS_STREAM_OFFLINE: {
    title: "Streams are offline",
    severity: [{ level: "critical", when: null }],
    means:
      "The servers that hold these streams refuse to run them, because the stream, or one of its consumers, needs something that the server does not support. Nothing can be published to them or read from them. What they keep on disk stays there, what they keep only in memory is lost when their server restarts, and the streams come back when a server that supports them starts on it. Most often a server was downgraded: where Plimsoll saw that, the finding says from which release to which.",
    howKnown:
      "Reported by the servers: STREAM.INFO answers error 10194 with the reason, standalone servers list it under `offline` in STREAM.LIST. A stream that has a live leader is never called offline, even if the listing names it: in a mixed cluster, servers that hold no replica answer too. Streams of one cause are one finding; their offline consumers are counted in it.",
    whatToDo: [
      {
        step: "Read the servers' own words and see which servers run which release.",
        commands: ["nats stream info <stream>", "nats server list"],
      },
      {
        step: "Upgrade the server that holds it to the release that the finding names. “Unsupported” is decided when the server process starts, so it takes a restart.",
        commands: ["nats server report jetstream"],
      },
      {
        step: "Where the reason is an unsupported consumer, that consumer stopped the whole stream. If nobody needs it, delete it and restart the server.",
        commands: ["nats consumer ls <stream>"],
      },
    ],
    cannotKnow:
      "How long the stream was offline before watching began, and what it held if Plimsoll never saw it run. Reasons of servers newer than this Plimsoll are shown in the server's words, without an explanation.",
  },
  JS_CONSUMER_OFFLINE: {
    title: "Consumers are offline",
    severity: [{ level: "critical", when: null }],
    means:
      "The servers refuse to run these consumers, while their streams are not in the same finding. Messages stay in the stream and are not delivered. An unsupported consumer stops its whole stream on the server that holds it, so look at the stream's replicas too.",
    howKnown:
      "Reported by the servers: CONSUMER.INFO answers error 10195 with the reason. A consumer that is down only because its stream is down is counted with the stream.",
    whatToDo: [
      { step: "Read the servers' own words.", commands: ["nats consumer info <stream> <consumer>"] },
      {
        step: "Upgrade the server to the release that the finding names, or delete the consumer if nobody needs it and restart the server.",
        commands: ["nats server list", "nats stream info <stream>"],
      },
    ],
    cannotKnow: "Whether a client waits for this consumer: the servers do not tell while it is stopped.",
  },
  JS_ASSET_UNAVAILABLE: {
    title: "Streams or consumers are unavailable",
    severity: [{ level: "critical", when: null }],
    means:
      "Nothing serves these streams or consumers, and no server gives a reason. Typical causes are a host that is down, replicas without a majority, no meta leader, a server that is behind the meta leader, or JetStream that is switched off on the host, or has stopped there. A standalone server that cannot read a stream's files when it starts runs on without that stream.",
    howKnown:
      "Concluded by Plimsoll and marked so: the asset is assigned, but no server reports to lead it and INFO gives no reason. Only that a stream could not be recovered is said by its server, in HEALTHZ: its JetStream API denies that there is one. The cause comes from where the asset last ran, which servers are silent, and what HEALTHZ says. For up to 6 s after the last sign of life it is shown as settling, as elections and restarts look the same.",
    whatToDo: [
      {
        step: "See which servers answer and what they say of themselves.",
        commands: ["nats server list", "nats server report health"],
      },
      {
        step: "See which server leads the meta group and which peers are offline.",
        commands: ["nats server report jetstream"],
      },
      {
        step: "Start the server that is named, or read its log. Data of an asset with one replica exists only there. A server goes on without JetStream where its disk is full, where it may not write, or when it was removed from the meta group; it starts JetStream again when it is restarted.",
        commands: ["nats stream info <stream>"],
      },
    ],
    cannotKnow:
      "Where an asset lived if Plimsoll was started after its host went down: the cause then says “likely”. Whether data on a dead host is intact. HEALTHZ of a standalone server names the first stream that could not be recovered: others that are gone since the same start are shown as not observed, and one that Plimsoll had never seen is not shown.",
  },
  JS_REPLICA_UNSUPPORTED: {
    title: "Replicas cannot run on their server",
    severity: [{ level: "warning", when: null }],
    means:
      "The asset runs, but at least one of the servers that should hold a replica refuses to run it. It has less redundancy than configured: with the loss of another replica it may lose its majority.",
    howKnown:
      "A leader serves the asset; a member of its group refuses, by its own answer to INFO or, marked as concluded, because its API level is below the required one.",
    whatToDo: [
      { step: "See which replica it is.", commands: ["nats stream info <stream>"] },
      {
        step: "Finish the upgrade of the server that is named, or move the replica to another server.",
        commands: ["nats server list"],
      },
    ],
    cannotKnow:
      "Members give their reason without their name. With several replicas in trouble at once, a reason is matched to a server by its API level, where it names one.",
  },
  JS_ASSET_DEGRADED: {
    title: "Assets run with replicas missing, or store nothing more",
    severity: [
      { level: "warning", when: "while its leader can store what is published" },
      { level: "critical", when: "where it can not" },
    ],
    means:
      "A leader serves the asset, but a replica does not answer, is missing on its server or is not current with the leader. Nothing is down; the next failure may be an outage. Or its only server failed to write it, as on a full disk: from 2.14 on it then serves what it has and refuses all that is published, until it is restarted. A consumer may also have a leader while its stream has none, as one with a single replica on a host that is left: it goes on delivering what is stored there, and takes acknowledgements, but nothing new comes until its stream is back.",
    howKnown:
      "From the leader's list of replicas, corrected by what each server reports itself. A replica that catches up after a restart is shown as settling for a while. That a standalone server failed to write a stream is its own word, in HEALTHZ; that a consumer goes on without its stream is the word of the server that leads it.",
    whatToDo: [
      {
        step: "See which replica lags or is offline.",
        commands: ["nats stream info <stream>", "nats server report jetstream"],
      },
      {
        step: "If it does not catch up, look at the server's health, disk and routes.",
        commands: ["nats server report health"],
      },
    ],
    cannotKnow:
      "How long catching up will take: the servers report how far a replica is behind, not how fast it moves. HEALTHZ of a standalone server names the first stream that it failed to write, and no other. Servers before 2.14 do not tell it of any, nor do members of a cluster of a stream with one replica: their log alone does.",
  },
  JS_ASSET_UNPROTECTED: {
    title: "Assets run on servers that ignore part of them",
    severity: [{ level: "warning", when: null }],
    means:
      "A server older than 2.11.9 has no offline mode. It runs an asset whose level or configuration it does not understand, and silently does without what it does not know: a message that should expire stays, a publish that should be atomic is not. It may also write the configuration back without those fields, or fail altogether: a 2.11.8 server in a cluster panics on a replicated consumer with `sourcing`.",
    howKnown:
      "The asset has a replica that runs on such a server, and its required level is above the server's, or its configuration has a field or value that came with a later release. Which release knows which field is a table made by asking real servers of each release.",
    whatToDo: [
      { step: "Find the servers older than 2.11.9.", commands: ["nats server list"] },
      {
        step: "Upgrade them, or move the asset to servers that know all of it.",
        commands: ["nats stream info <stream>", "nats consumer info <stream> <consumer>"],
      },
    ],
    cannotKnow:
      "A server reports only the fields that it knows. If it alone holds the asset and Plimsoll never saw the whole configuration, a missing field cannot be noticed unless the required level tells of it.",
  },
} as const satisfies Record<string, FindingDoc>;
