import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Schemas } from '../../api/client.ts'
import type { GivenAnswer } from '../../outbox/records.ts'
import { useLabeling } from './label-context.ts'
import { Swatch } from './swatch.tsx'

interface TileAnswerProps {
  readonly answer: GivenAnswer | undefined
  readonly paths: readonly string[]
  readonly isSent: boolean
  readonly returned: Schemas['PageItem']['returned']
}

/** The answer on the picture, by colour and by name. */
export const TileAnswer = ({ answer, paths, isSent, returned }: TileAnswerProps): ReactNode => {
  const { t } = useLingui()
  const { classAt } = useLabeling()
  return (
    <>
      {returned && (
        <span className="tile-mark" title={t`It was labeled before and came back`}>
          ↩ <Trans>came back</Trans>
        </span>
      )}
      <span className="tile-answers">
        {answer?.skip === true && (
          <span className="tile-answer">
            <span aria-hidden="true">⤼</span> <Trans>skipped</Trans>
          </span>
        )}
        {answer !== undefined && answer.skip !== true && paths.length === 0 && (
          <span className="tile-answer">
            <Trans>no class</Trans>
          </span>
        )}
        {paths.map((path) => (
          <span key={path} className="tile-answer">
            <Swatch color={classAt.get(path)?.color} />
            {classAt.get(path)?.name ?? path}
          </span>
        ))}
        {isSent && (
          <span className="tile-answer" title={t`Sent`}>
            <span aria-hidden="true">✓</span>
            <span className="visually-hidden">
              <Trans>sent</Trans>
            </span>
          </span>
        )}
      </span>
    </>
  )
}
