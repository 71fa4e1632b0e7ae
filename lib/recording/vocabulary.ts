/** Tokens of subjects that servers define; a name that is one of them reveals nothing and stays. */
const SUBJECT_TOKENS = new Set(
  "$SYS REQ SERVER PING VARZ JSZ HEALTHZ STATSZ ACCOUNT $JS API INFO STREAM CONSUMER NAMES LIST $KV $O $G * > {account} {domain}".split(
    " ",
  ),
);

/** Words in the servers' reasons and errors: an asset named like one of them is not looked for in texts. */
const WORDS = new Set(
  (
    "a account after an and any api available cannot client cluster config connection consumer contact current decoding " +
    "disabled domain enabled error established field for found from go has http in into invalid is it jetstream json leader " +
    "level marshal message meta missing name nats no not of offline on or peer raft reason replica request required server " +
    "status stopped stream string struct system temporarily that the this timeout to type unavailable unknown unmarshal " +
    "unsupported value version was with"
  ).split(" "),
);

/** Keys whose text is the same in every system, is a time, a version, or an id that a server drew at random. */
const SAFE_KEYS = new Set(
  (
    "type version ver proto go git_commit time now start uptime created ts first_ts last_ts last_active last_time pinned_ts active idle " +
    "leader_since config_load_time config_digest tls_cert_not_after pause_until opt_start_time server_id raft_group cluster_id " +
    "retention storage discard compression ack_policy deliver_policy replay_policy priority_policy persist_mode " +
    "status code nonce feature_flags"
  ).split(" "),
);

/** A Raft peer's id is made of the server's name alone (server.go: getHash), which can be guessed from it. */
const SERVER_KEYS = new Set(["server_name", "peer", "leader", "cluster", "tags", "server_tags", "preferred"]);

/** Objects whose `name` is that of a server or a cluster. */
const SERVER_OWNERS = new Set(["server", "cluster", "meta_cluster", "replicas", "routes", "meta", "gateway", "statsz"]);

/** Objects whose keys are names and not fields. */
const KEYED_BY_NAME = new Set(["offline", "metadata", "subjects", "accounts", "deleted_details"]);

/** What a string in a reply is. `name` is the careful answer for all that is not known. */
export type StringKind = "safe" | "server" | "domain" | "text" | "name";

/** Classifies a string by its key and the key of the object around it. */
export function kindOf(key: string, owner: string): StringKind {
  if (KEYED_BY_NAME.has(owner)) return kindOfNamed(key, owner);
  if (SAFE_KEYS.has(key)) return "safe";
  // What describes a stream or a consumer is its owner's words.
  if (key === "error" || (key === "description" && owner === "error")) return "text";
  if (key === "domain") return "domain";
  if (SERVER_KEYS.has(key)) return "server";
  if (key === "id" && owner === "server") return "safe";
  if (key === "name" && SERVER_OWNERS.has(owner)) return "server";
  return "name";
}

function kindOfNamed(key: string, owner: string): StringKind {
  if (owner === "offline") return "text";
  return isOfNats(key) ? "safe" : "name";
}

/** Metadata that servers keep. */
function isOfNats(key: string): boolean {
  return key.startsWith("_nats.");
}

/** Whether a key of an object under `owner` is a name. */
export function isKeyAName(key: string, owner: string): boolean {
  return KEYED_BY_NAME.has(owner) && !isOfNats(key);
}

/** Whether a token of a subject stays as it is; ids of servers are random and do. */
export function isVocabulary(token: string): boolean {
  return token === "" || SUBJECT_TOKENS.has(token) || /^N[A-Z2-7]{55}$/.test(token);
}

/** Whether a word in a text is a server's own, or a number. */
export function isOfServers(word: string): boolean {
  return /^\d+$/.test(word) || WORDS.has(word.toLowerCase());
}
