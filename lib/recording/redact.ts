import { createHmac } from "node:crypto";
import { fillPrefix } from "../model/account-prefix.ts";
import { isJson } from "../model/json.ts";
import type { WireStatus } from "../nats/wire.ts";
import { type Prefix, prefixesOf, redactPrefix } from "./prefixes.ts";
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

const DOMAIN_API = /^\$JS\.([^.]+)(\.API(?:\..*)?)$/;

/**
 * Replaces names by pseudonyms, the same everywhere in one recording: accounts, streams, consumers, subjects, metadata,
 * addresses, and whatever else is not known to be harmless. Servers, clusters, domains and tags keep their names unless
 * `redactServers`; names of contexts stay.
 */
export interface Redactor {
  /** Comes before all answers: it has the prefixes that their subjects are asked under. */
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
  const prefixes = new Map<string, Prefix[]>();
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

  /** Under a prefix of the context it is made as a replay makes it: of the redacted prefix, account and domain. */
  function subject(value: string, context: string): string {
    const [, owner] = DOMAIN_API.exec(value) ?? [];
    if (owner !== undefined && domains.has(owner)) return words(value);
    for (const { matcher, redacted } of prefixes.get(context) ?? []) {
      const { account = "", domain, asked } = matcher.exec(value)?.groups ?? {};
      // Without a domain an account may be named so that it looks like one with its account.
      if (asked === undefined || (domain !== undefined && !domains.has(domain))) continue;
      const prefix = fillPrefix(redacted, {
        account: name(account),
        domain: domain === undefined ? null : server(domain),
      });
      return `${prefix}.${name(asked)}`;
    }
    return words(value);
  }

  /** Of a subject or of a prefix. */
  function words(value: string): string {
    const [, owner, rest] = DOMAIN_API.exec(value) ?? [];
    return owner !== undefined && rest !== undefined ? `$JS.${server(owner)}${name(rest)}` : name(value);
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
      subject: subject(event.subject, event.wire.replace(/\/.*/s, "")),
      body: body(event.body),
      requestInfo: event.requestInfo === null ? null : body(event.requestInfo),
      fault: event.fault && { fault: event.fault.fault, message: `${event.fault.fault} while recording` },
    };
  }

  function header(value: TapeHeader): TapeHeader {
    return { ...value, isRedacted: true, contexts: value.contexts.map(context) };
  }

  function context(value: RecordedContext): RecordedContext {
    prefixes.set(value.name, prefixesOf(value, words));
    return {
      ...value,
      accountPrefix: value.accountPrefix && redactPrefix(value.accountPrefix, words),
      accounts: value.accounts.map((access) => ({
        ...access,
        account: name(access.account),
        ...(access.kind === "import" && { apiPrefix: redactPrefix(access.apiPrefix, words) }),
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
