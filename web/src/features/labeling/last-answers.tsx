import { Trans, useLingui } from '@lingui/react/macro'
import { memo, useDeferredValue, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useSlice } from '../../core/use-slice.ts'
import { labelOf } from './label-actions.ts'
import { useLabeling } from './label-context.ts'
import { listLastAnswers, type LastAnswer } from './list-last-answers.ts'
import { pictureUrl } from './picture-url.ts'
import { Swatch } from './swatch.tsx'

const AnswerView = ({ item, answer, isCurrent }: Omit<LastAnswer, 'page'>): ReactNode => {
  const { t } = useLingui()
  const { selection, editor, actions, classAt } = useLabeling()
  const paths = editor.classesOf(labelOf(answer))
  const names = paths.map((path) => classAt.get(path)?.name ?? path).join(', ')
  const state = answer.skip === true ? t`skipped` : names === '' ? t`no class` : names
  return (
    <li>
      <Button
        aria-label={isCurrent ? t`${state}: go to it` : t`${state}: open its page again`}
        preventFocusOnPress
        onPress={() => (isCurrent ? selection.focus(item.id) : actions.reopen())}
      >
        <img src={pictureUrl(item, false)} alt="" decoding="async" />
        <span className="last-name">
          <Swatch color={classAt.get(paths[0] ?? '')?.color} />
          {answer.skip === true ? <Trans>skipped</Trans> : state}
        </span>
      </Button>
    </li>
  )
}

/** Each answer makes one of them new; the others only move. */
const Answer = memo(AnswerView)

/** The last ten answers. One of the current page can be changed at once; one of the last page opens that page again. */
export const LastAnswers = (): ReactNode => {
  const { t } = useLingui()
  const { bench } = useLabeling()
  // Behind the tile that was just answered.
  const work = useDeferredValue(useSlice(bench, (state) => state.work))
  return (
    <ol className="last-answers" aria-label={t`Last answers`}>
      {listLastAnswers(work).map(({ page, item, answer, isCurrent }) => (
        <Answer key={`${page} ${item.id}`} item={item} answer={answer} isCurrent={isCurrent} />
      ))}
    </ol>
  )
}
