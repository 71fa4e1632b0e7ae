/** The first thing in each reply of `$SYS` (events.go: ServerAPIResponse, ServerInfo). */
const SENDER = /^\{"server":\{"name":("(?:[^"\\]|\\.)*")/;
/** What of a meta group comes before its members (monitor.go: MetaClusterInfo), and what comes after them. */
const GROUP =
  /"meta(?:_cluster)?":\{"name":"(?:[^"\\]|\\.)*","leader":("(?:[^"\\]|\\.)+")(?:,"peer":"\w*")?,"replicas":\[/;
const AFTER = '}],"cluster_size":';

/**
 * The text of a reply without what is not read of it: since 2.15 every member of a meta group lists all others in JSZ
 * and VARZ, in a large system nearly all of the reply, but only the leader's list is used (`readMeta`). Parsing the others
 * would be most of what a poll allocates. A text that is not written as servers do stays as it is.
 */
export function withoutUnreadPeers(text: string): string {
  const sender = SENDER.exec(text);
  const group = sender && GROUP.exec(text);
  if (!group || group[1] === sender[1]) return text;
  const start = group.index + group[0].length;
  // No string ends like this before a name: it is the end of the list.
  const end = text.indexOf(AFTER, start);
  return end === -1 ? text : text.slice(0, start) + text.slice(end + 1);
}
