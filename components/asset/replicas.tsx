import { useServerHref } from "#components/server/use-server-href.ts";
import { Link } from "#components/ui/link.tsx";
import { Raw } from "#components/ui/raw.tsx";
import { Section } from "#components/ui/section.tsx";
import { type Shape, Sign, type Tone } from "#components/ui/shape.tsx";
import type { Replica, ReplicaState } from "#lib/model/asset.ts";
import { visible } from "#lib/model/visible.ts";
import { REPLICA_WORDS } from "./words.ts";

const SIGNS = {
  leader: { shape: "disc", tone: "quiet" },
  current: { shape: "ring", tone: "quiet" },
  "catching-up": { shape: "dots", tone: "info" },
  offline: { shape: "cross", tone: "critical" },
  silent: { shape: "triangle", tone: "warning" },
  missing: { shape: "triangle", tone: "warning" },
  unknown: { shape: "question", tone: "quiet" },
} as const satisfies Record<ReplicaState, { shape: Shape; tone: Tone }>;

/** The servers that hold the asset, and what each does with it. */
export function Replicas({ replicas }: { replicas: Replica[] }) {
  const hrefOf = useServerHref();
  return (
    <Section title="Replicas">
      {replicas.length === 0 && <p className="text-soft">No server has said that it holds one.</p>}
      <ul>
        {replicas.map(({ server, serverId, state, reason }) => (
          <li
            key={server}
            data-testid="replica"
            className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)] gap-x-6 py-1.5"
          >
            <span className="name font-semibold">
              {serverId === null ? (
                visible(server)
              ) : (
                <Link href={hrefOf({ id: serverId, name: server })}>{visible(server)}</Link>
              )}
            </span>
            <span className="min-w-0">
              <span className="inline-flex items-center gap-2">
                <Sign {...SIGNS[state]} />
                {REPLICA_WORDS[state]}
              </span>
              {reason && (
                <span className="name block text-soft" dir="auto">
                  {visible(reason.text)}
                </span>
              )}
              {reason && reason.raw !== null && <Raw text={reason.raw} />}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
