import { Trans } from '@lingui/react/macro'
import { useEffect, useState, type ReactNode } from 'react'
import type { Schemas } from '../../api/client.ts'
import { useLabeling } from './label-context.ts'
import { pictureUrl } from './picture-url.ts'

/** Attempts with the same URL, and then with a fresh one. */
const mostAttempts = 3

interface PictureProps {
  readonly item: Schemas['PageItem']
  readonly page: string
  readonly isLarge: boolean
}

/** The picture of an item; one that cannot be shown says so, and how to go on. */
export const Picture = ({ item, page, isLarge }: PictureProps): ReactNode => {
  const { bench, hidden } = useLabeling()
  const url = pictureUrl(item, isLarge)
  const [failed, setFailed] = useState({ url, count: 0 })
  // A fresh URL is a fresh chance, and the count goes on.
  const isGivenUp = failed.count >= mostAttempts && failed.url === url
  const cannotBeShown = url === undefined || isGivenUp
  useEffect(() => {
    if (cannotBeShown) hidden.add(item.id)
    else hidden.delete(item.id)
  }, [cannotBeShown, hidden, item.id])
  if (cannotBeShown)
    return (
      <span className="no-picture">
        {item.missing === true ? <Trans>The file is missing.</Trans> : <Trans>Cannot be shown.</Trans>}{' '}
        <Trans>Skip it.</Trans>
      </span>
    )
  const fail = (): void => {
    const count = failed.count + 1
    setFailed({ url, count })
    if (count >= 2) bench.recheck(page)
  }
  return (
    <img
      key={`${url} ${failed.count}`}
      src={url}
      alt=""
      decoding="sync"
      draggable={false}
      width={item.width}
      height={item.height}
      onError={fail}
    />
  )
}
