import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import type { Schemas } from '../../api/client.ts'
import { isRecord } from '../../core/is-record.ts'
import { formatNumber } from '../../ui/format.ts'
import { OperationProgress } from '../../ui/operation-progress.tsx'
import type { BulkRequest } from './bulk-request.ts'
import { useActionTitle } from './use-action-title.ts'
import { useActionWords } from './use-action-words.ts'

interface BulkProgressProps {
  readonly operation: string
  readonly request: BulkRequest
  readonly isPending: boolean
  readonly onRestart: (expectedCount: number) => void
  readonly onEnd: () => void
}

/** The items that were counted and then left as they were. */
const leftOf = (operation: Schemas['Operation']): number => {
  const answer: unknown = operation
  const left = isRecord(answer) ? answer['left'] : undefined
  return typeof left === 'number' ? left : Math.max(0, (operation.total ?? 0) - operation.done)
}

/** How far the review of a filter is; at its end what was left alone, or the number that was not expected. */
export const BulkProgress = ({
  operation,
  request,
  isPending,
  onRestart,
  onEnd,
}: BulkProgressProps): ReactNode => {
  const { t } = useLingui()
  const titleOf = useActionTitle()
  const words = useActionWords()
  const [ended, setEnded] = useState<Schemas['Operation']>()
  const title = titleOf(request.action)
  const end = (done: Schemas['Operation']): void => {
    setEnded(done)
    if (done.status === 'Succeeded') onEnd()
  }
  const found = ended?.total
  const isOtherNumber =
    ended?.status === 'Failed' && ended.done === 0 && found !== undefined && found !== request.expectedCount
  const left = ended?.status === 'Succeeded' ? leftOf(ended) : 0
  return (
    <>
      <h2>{title}</h2>
      <OperationProgress
        operation={operation}
        label={t`Progress`}
        done={(count) => words.done(request.action, count, 0)}
        onEnd={end}
      />
      {left > 0 && (
        <p role="status">
          <Plural
            value={left}
            one="# item was left alone, because it changed after the review began."
            other="# items were left alone, because they changed after the review began."
          />
        </p>
      )}
      {isOtherNumber && found > 0 && (
        <Button isPending={isPending} onPress={() => onRestart(found)}>
          <Trans>
            {title}: start with {formatNumber(found)}
          </Trans>
        </Button>
      )}
    </>
  )
}
