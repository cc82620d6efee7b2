import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { foundPeopleQuery } from '../../api/people.ts'
import { usePerson } from '../../session/session-context.tsx'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { roles, roleTitles, type Role } from '../../ui/roles.ts'
import { TextInput } from '../../ui/text-input.tsx'
import { ProblemWords } from '../../ui/problem-words.tsx'
import type { Draft, DraftMember } from './draft.ts'
import { PeopleList } from './people-list.tsx'
import type { ChangeDraft } from './use-draft.ts'

interface PeopleStepProps {
  readonly draft: Draft
  readonly onChange: ChangeDraft
}

/** Object ids as the API takes them. */
const objectId = /^[a-z0-9][a-z0-9._@-]{0,127}$/i

/** The people of the project: found by name, or by their object id. */
export const PeopleStep = ({ draft, onChange }: PeopleStepProps) => {
  const { t } = useLingui()
  const me = usePerson()
  const [search, setSearch] = useState('')
  const [role, setRole] = useState<Role>('Labeler')
  const field = useRef<HTMLInputElement>(null)
  const wanted = search.trim()
  const sought = useDeferredValue(wanted)
  const { data: found = [], error, isPending } = useQuery(foundPeopleQuery(useApi(), sought))
  const isThere = (user: string): boolean =>
    user === me.user || draft.members.some((member) => member.user === user)
  /** The button that was pressed is gone then: the field is next. */
  const setMembers = (members: readonly DraftMember[]): void => {
    onChange({ members })
    field.current?.focus()
  }
  const add = (member: DraftMember): void => {
    setMembers([...draft.members, member])
    setSearch('')
  }
  const offered = found.filter(({ user }) => !isThere(user))
  /** Before the answer the button would go while it has the focus. */
  const isUnknown = sought === wanted && !isPending && !found.some(({ user }) => user === wanted)
  return (
    <>
      <p className="quiet">
        <Trans>
          Labelers answer. Reviewers also see all answers, approve and reject. Leads also change the project.
          You can add people later, too.
        </Trans>
      </p>
      <div className="field-row">
        <TextInput
          label={t`Name or object id`}
          hint={t`The service knows people by name after their first visit.`}
          value={search}
          onChange={setSearch}
          autoComplete="off"
          inputRef={field}
          problem={wanted !== '' && isThere(wanted) ? t`This person is in the list already.` : undefined}
        />
        <ChoiceInput
          label={t`Role`}
          value={role}
          choices={roles.map((value) => ({ value, text: t(roleTitles[value]) }))}
          onChange={setRole}
        />
      </div>
      {error && (
        <p role="alert">
          <ProblemWords error={error} />
        </p>
      )}
      <ul className="plain" aria-live="polite">
        {offered.map(({ user, name }) => (
          <li key={user}>
            <Button onPress={() => add({ user, ...(name === undefined ? {} : { name }), role })}>
              <Trans>Add {name ?? user}</Trans>
            </Button>{' '}
            <span className="quiet">{name === undefined ? '' : user}</span>
          </li>
        ))}
        {objectId.test(wanted) && isUnknown && !isThere(wanted) && (
          <li>
            <Button onPress={() => add({ user: wanted, role })}>
              <Trans>Add the object id “{wanted}”</Trans>
            </Button>
          </li>
        )}
      </ul>
      <PeopleList
        me={me}
        members={draft.members}
        onChangeRole={(user, next) =>
          onChange({
            members: draft.members.map((one) => (one.user === user ? { ...one, role: next } : one)),
          })
        }
        onRemove={(user) => setMembers(draft.members.filter((member) => member.user !== user))}
      />
    </>
  )
}
