import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Schemas } from '../../api/client.ts'
import { useSlice } from '../../core/use-slice.ts'
import { currentPage } from '../../outbox/work.ts'
import { problemTitles } from '../../ui/titles/problem-titles.ts'
import { titleOf } from '../../ui/titles/title-of.ts'
import { useLabeling } from './label-context.ts'

const Returned = ({ returned }: { readonly returned: Schemas['ReturnedItem'] }): ReactNode => {
  const former = returned.labels?.join(', ')
  return (
    <>
      {returned.why === 'Rejected' ? (
        <Trans>A reviewer rejected the former answer.</Trans>
      ) : (
        <Trans>The file changed after the former answer.</Trans>
      )}{' '}
      {former !== undefined && <Trans>It was: {former}.</Trans>}
      {returned.skipped === true && <Trans>It was skipped.</Trans>}{' '}
      {returned.comment !== undefined && <q>{returned.comment}</q>}
    </>
  )
}

/** What one needs to know of the focused item: why it came back, what its path is, what is wrong with its file. */
export const ItemDetails = (): ReactNode => {
  const { t } = useLingui()
  const { bench, selection } = useLabeling()
  const focused = useSlice(selection, (state) => state.focused)
  const taken = useSlice(bench, ({ work }) => currentPage(work)?.taken)
  const item = taken?.items.find(({ id }) => id === focused)
  const hasProblem = item?.problem !== undefined
  if (!item || (!item.returned && item.path === undefined && !hasProblem)) return null
  return (
    <section className="item-details" aria-label={t`The item`} aria-live="polite">
      {item.returned && (
        <p>
          <Returned returned={item.returned} />
        </p>
      )}
      {hasProblem && (
        <p>
          <Trans>The file has a problem: {titleOf(t, problemTitles, item.problem ?? '')}.</Trans>
        </p>
      )}
      {item.path !== undefined && <p className="quiet">{item.path}</p>}
    </section>
  )
}
