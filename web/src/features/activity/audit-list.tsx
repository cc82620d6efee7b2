import { Trans, useLingui } from '@lingui/react/macro'
import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Schemas } from '../../api/client.ts'
import { Pending } from '../../shell/pending.tsx'
import { ProblemView } from '../../shell/problem-view.tsx'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { titleOf } from '../../ui/titles/title-of.ts'
import { actionTitles } from './action-titles.ts'
import { AuditRow } from './audit-row.tsx'

interface AuditListProps {
  readonly entries: UseInfiniteQueryResult<readonly Schemas['AuditEntry'][]>
  readonly nameOf: (user: string) => string
  /** The project of all entries. */
  readonly project?: string
}

/** Who changed what, newest first; more is read on demand. */
export const AuditList = ({ entries, nameOf, project }: AuditListProps) => {
  const { t } = useLingui()
  const [action, setAction] = useState('')
  const [person, setPerson] = useState('')
  if (entries.error) return <ProblemView error={entries.error} />
  if (!entries.data) return <Pending />
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = entries
  const actions = [...new Set(data.map((entry) => entry.action))]
    .map((value) => ({ value, text: titleOf(t, actionTitles, value) }))
    .toSorted((one, other) => one.text.localeCompare(other.text))
  const people = [...new Set(data.map((entry) => entry.by))]
  const shown = data.filter(
    (entry) => (action === '' || entry.action === action) && (person === '' || entry.by === person),
  )
  const everything = { value: '', text: t`All` }
  return (
    <>
      <div className="field-row">
        <ChoiceInput
          label={t`Action`}
          value={action}
          choices={[everything, ...actions]}
          onChange={setAction}
        />
        <ChoiceInput
          label={t`Person`}
          value={person}
          choices={[everything, ...people.map((value) => ({ value, text: nameOf(value) }))]}
          onChange={setPerson}
        />
      </div>
      {shown.length === 0 ? (
        <p className="notice">
          <Trans>There is no such entry among those that are loaded.</Trans>
        </p>
      ) : (
        <ol className="plain">
          {shown.map((entry) => (
            <AuditRow
              key={`${entry.at} ${entry.action} ${entry.target ?? ''} ${entry.requestId ?? ''}`}
              entry={entry}
              nameOf={nameOf}
              project={project}
            />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <Button
          isPending={isFetchingNextPage}
          onPress={() => {
            // The list shows the failure.
            fetchNextPage().catch(() => {})
          }}
        >
          <Trans>Load older entries</Trans>
        </Button>
      )}
    </>
  )
}
