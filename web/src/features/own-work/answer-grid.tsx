import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import type { Schemas } from '../../api/client.ts'
import { listClasses } from '../../classes/class-list.ts'
import { inBackground } from '../../core/in-background.ts'
import { Pending } from '../../shell/pending.tsx'
import { ProblemView } from '../../shell/problem-view.tsx'
import { AnswerTile } from './answer-tile.tsx'
import { myAnswersQuery } from './own-work-queries.ts'

interface AnswerGridProps {
  readonly project: Schemas['Project']
  readonly isRejected: boolean
}

/** The person's answers as tiles; more are read on demand. */
export const AnswerGrid = ({ project, isRejected }: AnswerGridProps): ReactNode => {
  const { t } = useLingui()
  const answers = useInfiniteQuery(myAnswersQuery(useApi(), project.name, isRejected))
  const { data, error, hasNextPage } = answers
  const again = (): void =>
    inBackground(answers.isFetchNextPageError ? answers.fetchNextPage() : answers.refetch())
  if (!data) return error ? <ProblemView error={error} onRetry={again} /> : <Pending />
  const classes = new Map(listClasses(project.labelClasses).map((one) => [one.path, one]))
  return (
    <>
      {data.length === 0 && !hasNextPage ? (
        <p className="notice">
          {isRejected ? (
            <Trans>None of your answers was rejected.</Trans>
          ) : (
            <Trans>You have no answers in this project yet.</Trans>
          )}
        </p>
      ) : (
        <ul className="item-grid" aria-label={isRejected ? t`Rejected answers` : t`Answers`}>
          {data.map((answer) => (
            <AnswerTile key={`${answer.item} ${answer.at}`} answer={answer} classes={classes} />
          ))}
        </ul>
      )}
      {error && <ProblemView error={error} onRetry={again} />}
      {hasNextPage && (
        <Button isPending={answers.isFetchingNextPage} onPress={() => inBackground(answers.fetchNextPage())}>
          <Trans>Load more</Trans>
        </Button>
      )}
    </>
  )
}
