import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useState, type RefObject } from 'react'
import { Button, Form } from 'react-aria-components'
import { useApi } from '../api/api-context.tsx'
import { foundPeopleQuery } from '../api/people.ts'
import { inBackground } from '../core/in-background.ts'
import { ChoiceInput } from '../ui/choice-input.tsx'
import { roles, roleTitles, type Role } from '../ui/roles.ts'
import { ProblemWords } from '../ui/problem-words.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { wordsOf } from '../ui/words-of.ts'
import { isObjectId, isUserId, personNamed, type FoundPerson } from './person-named.ts'

interface PersonSearchProps {
  readonly typed: string
  readonly onTyped: (text: string) => void
  readonly field: RefObject<HTMLInputElement | null>
  /** Whether a person is a member already. */
  readonly isThere: (user: string) => boolean
  readonly isPending?: boolean
  readonly onAdd: (person: FoundPerson, role: Role) => void
}

/** Finds a person whom the service knows by name, or takes any by their id. Enter adds whom the text names for sure. */
export const PersonSearch = ({
  typed,
  onTyped,
  field,
  isThere,
  isPending = false,
  onAdd,
}: PersonSearchProps) => {
  const { t } = useLingui()
  const api = useApi()
  const queries = useQueryClient()
  const [role, setRole] = useState<Role>('Labeler')
  const [refusal, setRefusal] = useState<{ readonly of: string; readonly text: string }>()
  const wanted = typed.trim()
  const sought = useDeferredValue(wanted)
  const { data: found = [], error, isPending: isSeeking } = useQuery(foundPeopleQuery(api, sought))
  const isListed = t`This person is in the list already.`
  const refuse = (text: string): void => setRefusal({ of: wanted, text })
  /** The button that was pressed is gone then: the field is next. */
  const give = (person: FoundPerson): void => {
    onAdd(person, role)
    field.current?.focus()
  }
  const add = async (): Promise<void> => {
    if (wanted === '') {
      refuse(t`Enter a name or an id.`)
      return
    }
    let person: ReturnType<typeof personNamed>
    try {
      person = personNamed(wanted, await queries.ensureQueryData(foundPeopleQuery(api, wanted)))
    } catch (problem) {
      refuse(wordsOf(problem).text)
      return
    }
    if (person === 'Several') refuse(t`Choose one of these people.`)
    else if (person === 'Nobody') refuse(t`Nobody is known by this name yet. Enter the object id.`)
    else if (isThere(person.user)) refuse(isListed)
    else give(person)
  }
  const problem =
    wanted !== '' && isThere(wanted) ? isListed : refusal?.of === wanted ? refusal.text : undefined
  /** Before the answer the button would go while it has the focus. */
  const isUnknown = sought === wanted && !isSeeking && !found.some(({ user }) => user === wanted)
  const isOther = isUserId(wanted) && !isThere(wanted) && isUnknown
  return (
    <>
      <Form
        className="field-row"
        onSubmit={(event) => {
          event.preventDefault()
          inBackground(add())
        }}
      >
        <TextInput
          label={t`Name or object id`}
          hint={t`The service knows people by name after their first visit.`}
          value={typed}
          onChange={onTyped}
          autoComplete="off"
          inputRef={field}
          problem={problem}
        />
        <ChoiceInput
          label={t`Role`}
          value={role}
          choices={roles.map((value) => ({ value, text: t(roleTitles[value]) }))}
          onChange={setRole}
        />
        <Button type="submit" isPending={isPending}>
          <Trans>Add</Trans>
        </Button>
      </Form>
      {error && (
        <p role="alert">
          <ProblemWords error={error} />
        </p>
      )}
      <ul className="plain" aria-live="polite">
        {found
          .filter(({ user }) => !isThere(user))
          .map(({ user, name }) => (
            <li key={user}>
              <Button
                isPending={isPending}
                onPress={() => give({ user, ...(name === undefined ? {} : { name }) })}
              >
                <Trans>Add {name ?? user}</Trans>
              </Button>{' '}
              <span className="quiet">{name === undefined ? '' : user}</span>
            </li>
          ))}
        {isOther && (
          <li>
            <Button isPending={isPending} onPress={() => give({ user: wanted })}>
              {isObjectId(wanted) ? <Trans>Add the object id “{wanted}”</Trans> : <Trans>Add {wanted}</Trans>}
            </Button>{' '}
            <span className="quiet">
              <Trans>not known here yet</Trans>
            </span>
          </li>
        )}
      </ul>
    </>
  )
}
