import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { useNameOf, useProject } from '../../api/queries.ts'
import { isNotFound } from '../../api/take-all.ts'
import { listClasses } from '../../classes/class-list.ts'
import { inBackground } from '../../core/in-background.ts'
import { itemQuery } from '../../items/item-queries.ts'
import { lastReview } from '../../items/last-review.ts'
import { Pending } from '../../shell/pending.tsx'
import { ProblemView } from '../../shell/problem-view.tsx'
import { ProblemWords } from '../../ui/problem-words.tsx'
import { CopyLink } from './copy-link.tsx'
import { FileFacts } from './file-facts.tsx'
import { ItemActions } from './item-actions.tsx'
import { ItemAnswer } from './item-answer.tsx'
import { ItemHistory } from './item-history.tsx'
import { LargePicture } from './large-picture.tsx'
import '../../items/items.css'
import './item.css'

/** One item: its picture, its answer and those before, its file, and what a reviewer can do. */
const ItemScreen = (): ReactNode => {
  const { project: name, item: id } = useParams({ from: '/p/$project/items/$item' })
  const project = useProject(name)
  const nameOf = useNameOf(name)
  const { data: item, error, isFetching, refetch } = useQuery(itemQuery(useApi(), name, id))
  const reload = (): void => inBackground(refetch())
  const back = (
    <Link to="/p/$project/review" params={{ project: name }} search={lastReview(name)}>
      <Trans>To the review</Trans>
    </Link>
  )
  if (error && isNotFound(error))
    return (
      <section className="notice" role="alert">
        <h1>
          <Trans>There is no such item</Trans>
        </h1>
        <p>
          <ProblemWords error={error} />
        </p>
        {back}
      </section>
    )
  if (error && !item) return <ProblemView error={error} onRetry={reload} />
  if (!item) return <Pending />
  const classes = new Map(listClasses(project.labelClasses).map((one) => [one.path, one]))
  return (
    <section className="screen">
      <header className="screen-header">
        <h1 className="item-path">{item.path.split('/').at(-1)}</h1>
        <div className="actions">
          <CopyLink />
          {back}
        </div>
      </header>
      {error && <ProblemView error={error} onRetry={reload} />}
      {item.datastoreProblem && (
        <p role="alert">
          <ProblemWords error={item.datastoreProblem} />
        </p>
      )}
      <div className="item-columns">
        <LargePicture key={item.id} item={item} onStale={reload} />
        <div>
          <ItemAnswer item={item} classes={classes} nameOf={nameOf} />
          <ItemActions project={project} item={item} isReading={isFetching} onReload={reload} />
          <FileFacts item={item} />
          <ItemHistory history={item.history} classes={classes} nameOf={nameOf} />
        </div>
      </div>
    </section>
  )
}

export default ItemScreen
