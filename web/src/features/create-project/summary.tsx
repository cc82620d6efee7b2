import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { countProblems } from '../../classes/class-tree-editor/class-problems.ts'
import { roleTitles } from '../../ui/roles.ts'
import { firstWords } from './first-words.ts'
import { datasetOf } from './creation.ts'
import type { Draft } from './draft.ts'
import { stepTitles } from './step-titles.ts'
import type { Step } from './steps.ts'

interface RowProps {
  readonly step: Step
  /** A project that is made changes in its settings, not here. */
  readonly isFixed: boolean
  readonly children: ReactNode
}

const Row = ({ step, isFixed, children }: RowProps) => {
  const { t } = useLingui()
  const title = t(stepTitles[step])
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
      <dd>
        {!isFixed && (
          <Link to="/new" search={{ step }} aria-label={t`Change: ${title}`}>
            <Trans>Change</Trans>
          </Link>
        )}
      </dd>
    </div>
  )
}

const shownClasses = 10

/** What the steps have gathered. */
export const Summary = ({ draft }: { readonly draft: Draft }) => {
  const { t } = useLingui()
  const { source, datastore, folder, taskType, classes, instructions, members } = draft
  const isFixed = draft.made !== undefined
  const names = classes.slice(0, shownClasses).map(({ name }) => name)
  return (
    <dl className="summary">
      <Row step="data" isFixed={isFixed}>
        {datasetOf(draft)} {source === 'New' && <span className="quiet">{`${datastore}: ${folder}**`}</span>}
      </Row>
      <Row step="task" isFixed={isFixed}>
        {taskType === 'MultiClass' && <Trans>One class for each image</Trans>}
        {taskType === 'MultiLabel' && <Trans>Several classes for an image</Trans>}
        {taskType === 'MultiLabel' && draft.allowNoClass && (
          <span className="quiet"> {t`An answer without a class is allowed`}</span>
        )}
      </Row>
      <Row step="classes" isFixed={isFixed}>
        <Plural value={countProblems(classes).classes} _0="No classes yet" one="# class" other="# classes" />{' '}
        <span className="quiet">
          {names.join(', ')}
          {classes.length > shownClasses && '…'}
        </span>
      </Row>
      <Row step="instructions" isFixed={isFixed}>
        {instructions.trim() === '' && draft.instructionsUrl.trim() === '' ? (
          <span className="quiet">{t`None`}</span>
        ) : (
          <>
            {firstWords(instructions)} <span className="quiet">{draft.instructionsUrl}</span>
          </>
        )}
      </Row>
      <Row step="people" isFixed={false}>
        {members.length === 0 ? (
          <Trans>Only you</Trans>
        ) : (
          members.map(({ user, name, role }) => `${name ?? user} (${t(roleTitles[role])})`).join(', ')
        )}
      </Row>
    </dl>
  )
}
