import { memo, type Ref } from "react";
import { Link } from "#components/ui/link.tsx";
import type { Asset } from "#lib/model/asset.ts";
import { visible } from "#lib/model/visible.ts";
import { StateWord } from "./state-word.tsx";
import { accountText, assetHref, assetLabel, kindText } from "./words.ts";

interface AssetRowProps {
  asset: Asset;
  context: string;
  /** Row of the whole table, from 1. */
  index: number;
  dataIndex: number;
  ref: Ref<HTMLTableRowElement>;
}

/** An asset in the table of all. A scroll draws only the rows that come into sight. */
export const AssetRow = memo(({ asset, context, index, dataIndex, ref }: AssetRowProps) => {
  return (
    <tr
      ref={ref}
      aria-rowindex={index}
      data-index={dataIndex}
      data-testid="asset"
      data-state={asset.state}
      className="asset-row border-b border-line py-2"
    >
      <td>
        <StateWord state={asset.state} />
      </td>
      <td className="min-w-0">
        <Link href={assetHref(context, asset.id)} className="name block font-semibold" dir="auto">
          {assetLabel(asset)}
        </Link>
        <span className="name block text-small text-soft">
          {kindText(asset)}
          {/* Where there is no room for its column. */}
          <span className="@3xl:hidden">, {accountText(asset)}</span>
        </span>
      </td>
      <td className="name min-w-0" dir="auto">
        {accountText(asset)}
      </td>
      <td>
        {/* What came without a level needs a release. */}
        {asset.requiredLevel || (asset.reason?.release ?? asset.requiredLevel ?? "not known")}
      </td>
      <td className="name min-w-0">{visible(asset.leader ?? "none")}</td>
      <td className="name min-w-0 text-small text-soft" dir="auto">
        {visible(asset.reason?.text ?? "")}
      </td>
    </tr>
  );
});
