/** What is asked of all servers by one subject (nats-server, events.go: serverPingReqSubj, serverStatsPingReqSubj). */
export const PING_SUBJECTS = {
  STATSZ: "$SYS.REQ.SERVER.PING",
  VARZ: "$SYS.REQ.SERVER.PING.VARZ",
  JSZ: "$SYS.REQ.SERVER.PING.JSZ",
  HEALTHZ: "$SYS.REQ.SERVER.PING.HEALTHZ",
} as const;

/** JSZ of one server by its id (events.go: serverDirectReqSubj). */
export const jszSubject = (serverId: string) => `$SYS.REQ.SERVER.${serverId}.JSZ`;

/** The prefix of an account's own JetStream API, in the default domain or a named one. */
export const apiPrefix = (domain: string | null) => (domain === null ? "$JS.API" : `$JS.${domain}.API`);

/** Of the JetStream API, after its prefix (jetstream_api.go); names of streams and consumers are single tokens. */
export const API_SUBJECTS = {
  info: () => "INFO",
  streamNames: () => "STREAM.NAMES",
  streamList: () => "STREAM.LIST",
  streamInfo: (stream: string) => `STREAM.INFO.${stream}`,
  consumerNames: (stream: string) => `CONSUMER.NAMES.${stream}`,
  consumerInfo: (stream: string, consumer: string) => `CONSUMER.INFO.${stream}.${consumer}`,
} as const;

/**
 * Lets the system account ask the JetStream API in the name of an account, by its id. It is the servers' internal
 * header (client.go: ClientInfoHdr), works from 2.10 to 2.15, and may end with any release.
 * Domains other than that of the connected server are reached this way only from 2.15 on (jetstream.go: setupJetStreamExports).
 */
export const requestInfoHeaders = (accountId: string) => ({ "Nats-Request-Info": JSON.stringify({ acc: accountId }) });
