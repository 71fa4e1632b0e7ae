/**
 * Every field of a stream's and a consumer's configuration, by the JSON names in the servers' sources, nested ones with
 * dots: the structs of server/stream.go, server/consumer.go and server/jetstream_cluster.go (Placement) of 2.15.2, and
 * of older releases what was taken out since. `probe-config-fields.ts` asks real servers which of them they know.
 */
const transform = ["src", "dest"];
const source = [
  "name",
  "opt_start_seq",
  "opt_start_time",
  "filter_subject",
  ...within("subject_transforms", transform),
  ...within("external", ["api", "deliver"]),
  ...within("consumer", ["name", "deliver_subject"]),
];

export const streamFields = [
  ...words("name description subjects retention max_consumers max_msgs max_bytes max_age max_msgs_per_subject"),
  ...words("max_msg_size discard storage num_replicas no_ack duplicate_window compression first_seq"),
  ...words("allow_direct mirror_direct discard_new_per_subject sealed deny_delete deny_purge allow_rollup_hdrs"),
  ...words("allow_msg_ttl subject_delete_marker_ttl allow_msg_counter allow_atomic allow_msg_schedules"),
  ...words("persist_mode allow_batched metadata template_owner"),
  ...within("placement", ["cluster", "tags", "preferred"]),
  ...within("mirror", source),
  ...within("sources", source),
  ...within("subject_transform", transform),
  ...within("republish", ["src", "dest", "headers_only"]),
  ...within("consumer_limits", ["inactive_threshold", "max_ack_pending"]),
];

export const consumerFields = [
  ...words("durable_name name description deliver_policy opt_start_seq opt_start_time ack_policy ack_wait max_deliver"),
  ...words("backoff filter_subject filter_subjects replay_policy rate_limit_bps sample_freq max_waiting"),
  ...words("max_ack_pending flow_control headers_only max_batch max_expires max_bytes deliver_subject deliver_group"),
  ...words("idle_heartbeat inactive_threshold num_replicas mem_storage direct sourcing metadata pause_until"),
  ...words("priority_groups priority_policy priority_timeout"),
];

/** Values of the fields that are enumerations: a server that knows the field may still not know the value. */
export const streamValues = {
  retention: words("limits interest workqueue"),
  discard: words("old new"),
  storage: words("file memory"),
  compression: words("none s2"),
  persist_mode: words("default async"),
};

export const consumerValues = {
  deliver_policy: words("all last new by_start_sequence by_start_time last_per_subject"),
  ack_policy: words("none all explicit flow_control"),
  replay_policy: words("instant original"),
  priority_policy: words("none overflow pinned_client prioritized"),
};

/** Fields that hold a list of objects. */
export const listFields = ["sources", "subject_transforms"];

function words(text: string): string[] {
  return text.split(" ");
}

function within(field: string, names: string[]): string[] {
  return [field, ...names.map((name) => `${field}.${name}`)];
}
