import { createHmac } from "node:crypto";
import type { WireStatus } from "../nats/wire.ts";
import { redactJson } from "./redact-json.ts";
import { redactText } from "./redact-text.ts";
import type { AnswerEvent, RecordedContext, StatusEvent, TapeHeader } from "./tape.ts";
import { isVocabulary } from "./vocabulary.ts";

export interface RedactorOptions {
  /** Random bytes, new for each recording and not kept: without them a name cannot be found by guessing. */
  key: Uint8Array;
  /** Also servers with the ids of their peers, clusters, domains and tags. */
  redactServers?: boolean;
}

/** Takes the place of our own words about a problem, which name addresses and users in ways of their own. */
const LEFT_OUT = { message: "the connection failed", remedy: "The recording was made without the details." };

/** What a server calls a peer that it knows by its id only (jetstream_cluster.go: clusterInfo). */
const UNNAMED = /^(Server name unknown at this time \(peerID: )(.+)\)$/;

/**
 * Replaces names by pseudonyms, the same everywhere in one recording: accounts, streams, consumers, subjects, metadata,
 * addresses, and whatever else is not known to be harmless. Servers, clusters, domains and tags keep their names unless
 * `redactServers`; names of contexts stay.
 */
export interface Redactor {
  header(header: TapeHeader): TapeHeader;
  answer(event: AnswerEvent): AnswerEvent;
  status(event: StatusEvent): StatusEvent;
  /** A body; what is neither empty nor JSON becomes empty. */
  body(text: string): string;
}

export function createRedactor({ key, redactServers = false }: RedactorOptions): Redactor {
  const pseudonyms = new Map<string, string>();
  const server = redactServers ? serverName : (value: string) => value;
  const text = (value: string) => redactText(value, { name, isName: (word) => pseudonyms.has(word) });
  const dialect = { name, server, domain, text };
  const domains = new Set<string>();
  return {
    header,
    answer,
    status: (event) => ({ ...event, wire: wire(event.wire), status: status(event.status) }),
    body,
  };

  /** Token by token, so that a stream has the same pseudonym as its name in a subject. */
  function name(value: string): string {
    return value.split(".").map(token).join(".");
  }

  function token(value: string): string {
    if (isVocabulary(value)) return value;
    const known = pseudonyms.get(value);
    if (known !== undefined) return known;
    const made = `x${createHmac("sha256", key).update(value).digest("hex").slice(0, 10)}`;
    pseudonyms.set(value, made);
    return made;
  }

  function serverName(value: string): string {
    const [, words, peer] = UNNAMED.exec(value) ?? [];
    return words !== undefined && peer !== undefined ? `${words}${name(peer)})` : name(value);
  }

  function domain(value: string): string {
    domains.add(value);
    return server(value);
  }

  /** Domains stand in `$JS.<domain>.API` and in prefixes of imports. */
  function subject(value: string): string {
    const [, named, rest] = /^\$JS\.([^.]+)(\.API\..*)$/.exec(value) ?? [];
    if (named !== undefined && rest !== undefined) return `$JS.${server(named)}${name(rest)}`;
    const parts = value.split(".").map((part) => (domains.has(part) ? server(part) : token(part)));
    return parts.join(".");
  }

  /** `<context>` or `<context>/<account>`. */
  function wire(value: string): string {
    const slash = value.indexOf("/");
    return slash === -1 ? value : `${value.slice(0, slash + 1)}${name(value.slice(slash + 1))}`;
  }

  function answer(event: AnswerEvent): AnswerEvent {
    return {
      ...event,
      wire: wire(event.wire),
      subject: subject(event.subject),
      body: body(event.body),
      requestInfo: event.requestInfo === null ? null : body(event.requestInfo),
      fault: event.fault && { fault: event.fault.fault, message: `${event.fault.fault} while recording` },
    };
  }

  function header(value: TapeHeader): TapeHeader {
    return { ...value, isRedacted: true, contexts: value.contexts.map(context) };
  }

  function context(value: RecordedContext): RecordedContext {
    return {
      ...value,
      accountPrefix: value.accountPrefix && name(value.accountPrefix),
      accounts: value.accounts.map((access) => ({
        ...access,
        account: name(access.account),
        ...(access.kind === "import" && { apiPrefix: name(access.apiPrefix) }),
      })),
    };
  }

  function status(value: WireStatus): WireStatus {
    const url = value.url.replace(/\/\/.*/, "//redacted");
    if (value.state === "connected") return { ...value, url, serverName: server(value.serverName) };
    const problem = value.problem && { fault: value.problem.fault, ...LEFT_OUT };
    return { ...value, url, problem };
  }

  function body(value: string): string {
    if (value === "" || !isJson(value)) return "";
    return redactJson(value, dialect);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
