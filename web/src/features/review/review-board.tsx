import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import type { Schemas } from '../../api/client.ts'
import { useNameOf } from '../../api/queries.ts'
import { listClasses } from '../../classes/class-list.ts'
import { inBackground } from '../../core/in-background.ts'
import { itemListsKey } from '../../items/item-queries.ts'
import type { Refused } from '../../items/send-review.ts'
import { keepReview } from '../../items/last-review.ts'
import { useItemChanges } from '../../items/use-item-changes.ts'
import { Pending } from '../../shell/pending.tsx'
import { ProblemView } from '../../shell/problem-view.tsx'
import { say } from '../../shell/toast-queue.ts'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { formatNumber } from '../../ui/format.ts'
import { ProblemWords } from '../../ui/problem-words.tsx'
import { wordsOf } from '../../ui/words-of.ts'
import { BulkReview } from './bulk-review.tsx'
import { FilterBar } from './filter-bar.tsx'
import { parseItemFilter } from '../../items/item-filter.ts'
import { itemCountQuery, itemCountsKey, itemListQuery } from './item-list.ts'
import { ReviewProvider } from './review-context.ts'
import { ReviewDesk } from './review-desk.tsx'

const noRefusals: ReadonlyMap<string, Refused> = new Map()

/** The items that meet the filter of the address, with all that a reviewer does to them. */
export const ReviewBoard = ({ project }: { readonly project: Schemas['Project'] }): ReactNode => {
  const { t } = useLingui()
  const { name } = project
  const filter = useSearch({ from: '/p/$project/review' })
  const navigate = useNavigate({ from: '/p/$project/review' })
  const queries = useQueryClient()
  const api = useApi()
  const list = useInfiniteQuery(itemListQuery(api, name, filter))
  const nameOf = useNameOf(name)
  const changes = useItemChanges(name)
  const [classes] = useState(() => listClasses(project.labelClasses))
  const [classAt] = useState(() => new Map(classes.map((one) => [one.path, one])))
  const [refusals, setRefusals] = useState(noRefusals)
  const [size, setSize] = useState<'small' | 'large'>('small')
  const { data: total } = useQuery(itemCountQuery(api, name, filter))
  useEffect(() => keepReview(name, filter), [name, filter])
  const { items = [], datastoreProblem } = list.data ?? {}

  const show = (search: Readonly<Record<string, unknown>>): void =>
    inBackground(navigate({ search: parseItemFilter(search), resetScroll: false }))
  const note = (refused: readonly Refused[], accepted: readonly string[]): void =>
    setRefusals((before) => {
      const after = new Map(before)
      for (const id of accepted) after.delete(id)
      for (const one of refused) after.set(one.item, one)
      return after
    })
  const reload = (item: string): void => {
    const read = async (): Promise<void> => {
      try {
        await changes.reload(item)
        note([], [item])
      } catch (error) {
        say({ ...wordsOf(error), tone: 'problem' })
      }
    }
    inBackground(read())
  }
  const reloadAll = (): void => {
    setRefusals(noRefusals)
    inBackground(queries.resetQueries({ queryKey: itemListsKey(name) }))
    inBackground(queries.invalidateQueries({ queryKey: itemCountsKey(name) }))
  }

  return (
    <section className="screen review-screen">
      <header className="screen-header">
        <h1>
          <Trans>Review</Trans>
        </h1>
        <div className="actions list-line">
          <p role="status">
            {list.data &&
              (total === undefined ? (
                <Plural value={items.length} one="# item" other="# items" />
              ) : total.isAtLeast ? (
                <Trans>
                  {formatNumber(items.length)} of at least {formatNumber(total.count)}
                </Trans>
              ) : (
                <Trans>
                  {formatNumber(items.length)} of {formatNumber(total.count)}
                </Trans>
              ))}
          </p>
          <Button onPress={reloadAll}>
            <Trans>Load the list again</Trans>
          </Button>
          <ChoiceInput
            label={t`Size of the pictures`}
            value={size}
            choices={[
              { value: 'small', text: t`Small` },
              { value: 'large', text: t`Large` },
            ]}
            onChange={setSize}
          />
        </div>
        <BulkReview project={name} filter={filter} onEnd={reloadAll} />
      </header>
      <FilterBar
        project={name}
        classes={classes}
        filter={filter}
        onChange={(part) => show({ ...filter, ...part })}
        onClear={() => show({})}
      />
      {datastoreProblem && (
        <p role="alert">
          <ProblemWords error={datastoreProblem} />
        </p>
      )}
      {list.isPending && <Pending />}
      {list.data && items.length === 0 && !list.hasNextPage && (
        <p className="notice">
          <Trans>No item meets the filter.</Trans>
        </p>
      )}
      {items.length > 0 && (
        <ReviewProvider
          value={{ project: name, classes: classAt, nameOf, refusals, size, reload, freshen: reload }}
        >
          <ReviewDesk key={JSON.stringify(filter)} project={project} items={items} onRefused={note} />
        </ReviewProvider>
      )}
      {list.error && (
        <ProblemView
          error={list.error}
          onRetry={() => inBackground(list.isFetchNextPageError ? list.fetchNextPage() : list.refetch())}
        />
      )}
      {list.hasNextPage && (
        <Button isPending={list.isFetchingNextPage} onPress={() => inBackground(list.fetchNextPage())}>
          <Trans>Load more</Trans>
        </Button>
      )}
    </section>
  )
}
