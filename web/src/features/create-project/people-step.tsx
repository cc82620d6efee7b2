import { Trans } from '@lingui/react/macro'
import { PersonSearch } from '../../people/person-search.tsx'
import { usePerson } from '../../session/session-context.tsx'
import type { Draft } from './draft.ts'
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
        isThere={(user) => user === me.user || members.some((member) => member.user === user)}
        onAdd={(person, role) => {
          onChange({ members: [...members, { ...person, role }] })
          onTyped('')
        }}
      />
      <PeopleList me={me} members={members} onChange={(next) => onChange({ members: next })} />
    </>
  )
}
