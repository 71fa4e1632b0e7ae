"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import { useContextName } from "#components/feed/feed-provider.tsx";
import { AnswerError } from "#components/feed/fetch-json.ts";
import { useBoard } from "#components/feed/use-board.ts";
import { useNow } from "#components/feed/use-now.ts";
import { NotKnown } from "#components/status/not-known.tsx";
import { Unreadable } from "#components/status/unreadable.tsx";
import { Blank } from "#components/ui/blank.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Heading } from "#components/ui/heading.tsx";
import { Link } from "#components/ui/link.tsx";
import { Raw } from "#components/ui/raw.tsx";
import { Section } from "#components/ui/section.tsx";
import { Since } from "#components/ui/since.tsx";
import { dateText } from "#components/ui/time.ts";
import { type Asset, type AssetName, assetNameOf, streamIdOf } from "#lib/model/asset.ts";
import { visible } from "#lib/model/visible.ts";
import { listed } from "#lib/model/words.ts";
import { AssetConfig } from "./asset-config.tsx";
import { AssetHistory } from "./asset-history.tsx";
import { assetQuery, consumersQuery } from "./assets-query.ts";
import { Consumers } from "./consumers.tsx";
import { bytesText, groupedText } from "./quantities.ts";
import { Replicas } from "./replicas.tsx";
import { STATE_SIGNS } from "./state.ts";
import { StateWord } from "./state-word.tsx";
import { WhatToDo } from "./what-to-do.tsx";
import { Where } from "./where.tsx";
import { accountText, assetHref, assetLabel, kindText } from "./words.ts";

const SUBJECTS = 12;
const UNREADABLE = "The asset cannot be read now";

/** One stream or consumer: its state, why, where it could run, and how it came to this. */
export function AssetPage({ id }: { id: string }) {
  const context = useContextName();
  const board = useBoard();
  const name = assetNameOf(id);
  const streams = name?.consumer === null ? [name] : [];
  const { data: asset, error } = useQuery(assetQuery(context, id));
  // Asked for at the same time: a list that came after the asset would push down what stands below it.
  const consumers = useQueries({ queries: streams.map((stream) => consumersQuery(context, stream)) });
  const areComing = consumers.some(({ isPending, failureReason }) => isPending && failureReason === null);
  // For an asset that was deleted the last answer is still there, beside the refusal.
  const isGone = error instanceof AnswerError && error.status === 404;
  if ((isGone || !asset) && board?.head.status === "unknown") {
    return (
      <div className="px-[var(--gutter)] py-8">
        <NotKnown what="Whether this asset is there" board={board} />
      </div>
    );
  }
  if (isGone || !asset || areComing) {
    const gone = asset ? "This asset is not there any more" : "There is no such asset";
    return (
      <div className="px-[var(--gutter)] py-8">
        <Blank shape={error ? "question" : "dots"} title={isGone ? gone : error ? UNREADABLE : "Waiting for the asset"}>
          {isGone && name && `${assetLabel(name)}: ${kindText(name)}, ${accountText(name)}`}
        </Blank>
      </div>
    );
  }
  const { reason } = asset;
  const stream = asset.kind === "consumer" ? <StreamLink asset={asset} /> : null;
  return (
    <>
      <Heading kind={`${kindText(asset)}, ${accountText(asset)}`} aside={<StateNow asset={asset} />}>
        {assetLabel(asset)}
      </Heading>
      {error && (
        <div className="px-[var(--gutter)]">
          <Unreadable title={UNREADABLE} />
        </div>
      )}
      <div className="grid gap-x-12 gap-y-9 px-[var(--gutter)] pb-10 @5xl:grid-cols-2">
        <Section title="Why">
          <p className="name text-large" dir="auto">
            {visible(reason?.text ?? STATE_SIGNS[asset.state].means)}
          </p>
          {reason?.inferred && <p className="text-soft">Concluded by Plimsoll, not reported by a server.</p>}
          {reason && reason.raw !== null && (
            <div className="mt-2">
              <Raw text={reason.raw} />
            </div>
          )}
        </Section>
        <WhatToDo asset={asset} />
        <Section title="What is known">
          <Facts
            facts={[
              ["Leader", asset.leader ?? "none"],
              ["Stream", stream],
              ["Cluster", asset.cluster],
              ["Subjects", asset.subjects.length > 0 ? listed(asset.subjects, SUBJECTS) : null],
              ["So since", asset.since === null ? "before watching began" : dateText(asset.since)],
              ["Created", asset.createdAt === null ? null : dateText(asset.createdAt)],
              ["Messages", asset.messages === null ? null : groupedText(asset.messages)],
              ["Bytes", asset.bytes === null ? null : bytesText(asset.bytes)],
            ]}
          />
        </Section>
        <Replicas replicas={asset.replicas} />
        <Where asset={asset} />
        {asset.kind === "stream" && <Consumers stream={asset} />}
        <AssetHistory history={asset.history} />
        <AssetConfig config={asset.config} at={asset.configAt} />
      </div>
    </>
  );
}

/** Its state, and for how long. */
function StateNow({ asset: { state, since } }: { asset: Asset }) {
  const now = useNow(1_000);
  return (
    <div className="text-right">
      <StateWord state={state} />
      {since !== null && <Since at={since} now={now} />}
    </div>
  );
}

function StreamLink({ asset }: { asset: AssetName }) {
  return (
    <Link className="underline" href={assetHref(useContextName(), streamIdOf(asset))}>
      {visible(asset.stream)}
    </Link>
  );
}
