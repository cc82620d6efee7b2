import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Schemas } from '../../api/client.ts'
import { formatBytes, formatNumber } from '../../ui/format.ts'
import { problemTitles } from '../../ui/titles/problem-titles.ts'
import { titleOf } from '../../ui/titles/title-of.ts'

/** What is known of the file, and what is wrong with it. */
export const FileFacts = ({ item }: { readonly item: Schemas['ItemDetail'] }): ReactNode => {
  const { t } = useLingui()
  return (
    <section aria-labelledby="file" className="panel">
      <h2 id="file">
        <Trans>File</Trans>
      </h2>
      {item.missing === true && (
        <p role="alert">
          <Trans>The file is missing in the datastore.</Trans>
        </p>
      )}
      {item.changed === true && (
        <p role="alert">
          <Trans>The file changed after the label.</Trans>
        </p>
      )}
      {item.problem !== undefined && (
        <p role="alert">
          <Trans>The file has a problem:</Trans> {titleOf(t, problemTitles, item.problem)}
          {item.unreadable !== undefined && ` (${item.unreadable})`}
        </p>
      )}
      <dl className="facts">
        <dt>
          <Trans>Path</Trans>
        </dt>
        <dd>{item.path}</dd>
        <dt>
          <Trans>Size</Trans>
        </dt>
        <dd>{formatBytes(item.size)}</dd>
        {item.width !== undefined && item.height !== undefined && (
          <>
            <dt>
              <Trans>Pixels</Trans>
            </dt>
            <dd>
              {formatNumber(item.width)} × {formatNumber(item.height)}
            </dd>
          </>
        )}
        {item.format !== undefined && (
          <>
            <dt>
              <Trans>Format</Trans>
            </dt>
            <dd>{item.format}</dd>
          </>
        )}
        <dt>
          <Trans>Item id</Trans>
        </dt>
        <dd>
          <code>{item.id}</code>
        </dd>
      </dl>
      {item.contentUrl !== undefined && (
        <a href={item.contentUrl} target="_blank" rel="noreferrer">
          <Trans>Open the file in a new tab</Trans>
        </a>
      )}
    </section>
  )
}
