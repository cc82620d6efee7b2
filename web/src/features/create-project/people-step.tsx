import { Trans } from '@lingui/react/macro'
import { useRef } from 'react'
import { PersonSearch } from '../../people/person-search.tsx'
import { usePerson } from '../../session/session-context.tsx'
import type { Draft, DraftMember } from './draft.ts'
import { PeopleList } from './people-list.tsx'
import type { ChangeDraft } from './use-draft.ts'

interface PeopleStepProps {
  readonly draft: Draft
  readonly onChange: ChangeDraft
  readonly typed: string
  readonly onTyped: (text: string) => void
}

/** The people of the project: found by name, or by their object id. */
export const PeopleStep = ({ draft, onChange, typed, onTyped }: PeopleStepProps) => {
  const me = usePerson()
  const { members } = draft
  const field = useRef<HTMLInputElement>(null)
  const setMembers = (next: readonly DraftMember[]): void => onChange({ members: next })
  return (
    <>
      <p className="quiet">
        <Trans>
          Labelers answer. Reviewers also see all answers, approve and reject. Leads also change the project.
          You can add people later, too.
        </Trans>
      </p>
      <PersonSearch
        typed={typed}
        onTyped={onTyped}
        field={field}
        isThere={(user) => user === me.user || members.some((member) => member.user === user)}
        onAdd={(person, role) => {
          setMembers([...members, { ...person, role }])
          onTyped('')
        }}
      />
      <PeopleList
        me={me}
        members={members}
        onChangeRole={(user, role) =>
          setMembers(members.map((one) => (one.user === user ? { ...one, role } : one)))
        }
        onRemove={(user) => {
          setMembers(members.filter((member) => member.user !== user))
          // The button that was pressed is gone then: the field is next.
          field.current?.focus()
        }}
      />
    </>
  )
}
