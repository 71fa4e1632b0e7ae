import { Link } from "#components/ui/link.tsx";
import { Raw } from "#components/ui/raw.tsx";
import { Since } from "#components/ui/since.tsx";
import type { Asset } from "#lib/model/asset.ts";
import type { Reason } from "#lib/model/reason.ts";
import { visible } from "#lib/model/visible.ts";
import { StateWord } from "./state-word.tsx";
import { accountText, assetHref, assetLabel, kindText, needText, placementText } from "./words.ts";

interface AssetLineProps {
  asset: Asset;
  context: string;
  now: number | null;
  /** The reason already given above, which is not repeated for each asset. */
  said?: string | undefined;
}

/** An asset that is not well, on one line where there is room: what, where, why, since when. */
export function AssetLine({ asset, context, now, said }: AssetLineProps) {
  return (
    <li data-testid="asset" data-state={asset.state} className="asset-line border-t border-line py-2">
      <div className="[grid-area:state]">
        <StateWord state={asset.state} />
      </div>
      <div className="min-w-0 [grid-area:name]">
        <Link
          href={assetHref(context, asset.id)}
          className="name block text-large leading-snug font-semibold"
          dir="auto"
        >
          {assetLabel(asset)}
        </Link>
        <span className="name block text-small text-soft">
          {kindText(asset)}, {accountText(asset)}
        </span>
        <span className="name block text-small">
          {[needText(asset), `should run on ${placementText(asset)}`].filter((text) => text !== null).join(", ")}
        </span>
      </div>
      <div className="min-w-0 [grid-area:why]">
        <Why reason={asset.reason} said={said} />
      </div>
      <div className="text-right [grid-area:since]">
        {asset.since === null ? (
          <span className="text-small text-soft">since before watching began</span>
        ) : (
          <Since at={asset.since} now={now} />
        )}
      </div>
    </li>
  );
}

function Why({ reason, said }: { reason: Reason | null; said: string | undefined }) {
  if (reason === null) return <span className="text-soft">No reason is known.</span>;
  const { text, raw, inferred } = reason;
  return (
    <>
      {(!said?.startsWith(text) || raw === null) && (
        <span className="name block" dir="auto">
          {visible(text)}
          {inferred && <span className="text-soft"> (concluded, not reported)</span>}
        </span>
      )}
      {raw !== null && <Raw text={raw} />}
    </>
  );
}
