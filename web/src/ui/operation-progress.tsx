import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { Label, ProgressBar } from 'react-aria-components'
import { useApi } from '../api/api-context.tsx'
import { hasEnded, operationQuery } from '../api/operations.ts'
import type { Schemas } from '../api/client.ts'
import { ProblemView } from '../shell/problem-view.tsx'
import { formatNumber } from './format.ts'
import { ProblemWords } from './problem-words.tsx'

interface OperationProgressProps {
  readonly operation: string
  readonly label: string
  /** What was done, with the number of it. */
  readonly done: (count: number) => string
  readonly onEnd?: (operation: Schemas['Operation']) => void
}

/** The progress of long work, and its failure in the service's words. */
export const OperationProgress = ({ operation, label, done, onEnd }: OperationProgressProps) => {
  const { t } = useLingui()
  const { data, error } = useQuery(operationQuery(useApi(), operation))
  const announceEnd = useEffectEvent((ended: Schemas['Operation']) => onEnd?.(ended))
  useEffect(() => {
    if (data && hasEnded(data)) announceEnd(data)
  }, [data])
  if (error) return <ProblemView error={error} />
  if (data?.error)
    return (
      <p role="alert">
        <ProblemWords error={data.error} />
      </p>
    )
  if (data?.status === 'Succeeded') return <p role="status">{done(data.done)}</p>
  const total = data?.total
  const words =
    total === undefined ? t`In progress` : t`${formatNumber(data?.done ?? 0)} of ${formatNumber(total)}`
  return (
    <ProgressBar
      className="progress"
      isIndeterminate={total === undefined}
      value={data?.done ?? 0}
      maxValue={Math.max(1, total ?? 1)}
      valueLabel={words}
    >
      {({ percentage, valueText }) => (
        <>
          <Label>{label}</Label> <span>{valueText ?? words}</span>
          <progress
            aria-hidden="true"
            max={100}
            {...(percentage === undefined ? {} : { value: percentage })}
          />
        </>
      )}
    </ProgressBar>
  )
}
