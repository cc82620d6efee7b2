import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { inBackground } from '../../core/in-background.ts'
import { useSlice } from '../../core/use-slice.ts'
import type { RefusedAnswer } from '../../outbox/records.ts'
import { ProblemWords } from '../../ui/problem-words.tsx'
import { useLabeling } from './label-context.ts'

const asText = (refused: readonly RefusedAnswer[]): string =>
  JSON.stringify(
    refused.map(({ answer, code, message, page, at }) => ({
      ...answer,
      page,
      code,
      message,
      at: new Date(at).toISOString(),
    })),
    undefined,
    2,
  )

/** Answers that the service refused. They stay on this device, with the reason, until the person has done with them. */
export const RefusedAnswers = (): ReactNode => {
  const { t } = useLingui()
  const { bench, project } = useLabeling()
  const refused = useSlice(bench, ({ work }) => work.refused)
  if (refused.length === 0) return null
  const save = (): void => {
    const url = URL.createObjectURL(new Blob([asText(refused)], { type: 'application/json' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `${project}-refused-answers.json`
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <details className="refused-answers">
      <summary>
        <Plural value={refused.length} one="# answer was refused" other="# answers were refused" />
      </summary>
      <ul aria-label={t`Refused answers`}>
        {refused.map(({ number, answer, code, message }) => (
          <li key={number}>
            <strong>{answer.labels?.join(', ') ?? (answer.skip === true ? t`skipped` : '')}</strong>{' '}
            <ProblemWords error={{ code, message }} />
          </li>
        ))}
      </ul>
      <div className="actions">
        <Button onPress={() => inBackground(navigator.clipboard.writeText(asText(refused)))}>
          <Trans>Copy</Trans>
        </Button>
        <Button onPress={save}>
          <Trans>Save as a file</Trans>
        </Button>
        <Button onPress={() => bench.forgetRefused(refused.map(({ number }) => number))}>
          <Trans>Done with them</Trans>
        </Button>
      </div>
    </details>
  )
}
