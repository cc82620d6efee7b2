import { Trans, useLingui } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import { problemTitles } from '../ui/titles/problem-titles.ts'
import { titleOf } from '../ui/titles/title-of.ts'

/** After these a fresh URL is not asked for. */
const mostFailures = 1

interface ItemPictureProps {
  readonly item: {
    readonly thumbnailUrl?: string
    readonly screenUrl?: string
    readonly contentUrl?: string
    readonly missing?: boolean
    readonly problem?: string
  }
  readonly size: 'thumbnail' | 'screen'
  readonly alt: string
  /** Reads the item again, because its URL may have expired; called once. */
  readonly onStale?: () => void
}

/** The picture of an item; one that cannot be shown says so. */
export const ItemPicture = ({ item, size, alt, onStale }: ItemPictureProps): ReactNode => {
  const url = (size === 'screen' ? item.screenUrl : item.thumbnailUrl) ?? item.contentUrl
  const { t } = useLingui()
  const [failed, setFailed] = useState({ url: '', count: 0 })
  if (item.missing === true)
    return (
      <span className="no-picture">
        <Trans>The file is missing.</Trans>
      </span>
    )
  if (url === undefined || failed.url === url || failed.count > mostFailures)
    return (
      <span className="no-picture">
        <Trans>Cannot be shown.</Trans>{' '}
        {item.problem !== undefined && titleOf(t, problemTitles, item.problem)}
      </span>
    )
  return (
    <img
      src={url}
      alt={alt}
      loading={size === 'thumbnail' ? 'lazy' : 'eager'}
      decoding="async"
      draggable={false}
      onError={() => {
        setFailed({ url, count: failed.count + 1 })
        if (failed.count < mostFailures) onStale?.()
      }}
    />
  )
}
