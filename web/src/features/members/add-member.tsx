import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { dataOf } from '../../api/client.ts'
import { foundPeopleQuery } from '../../api/people.ts'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useChange } from '../../ui/use-change.ts'
import { membersKey } from './members-query.ts'
import { roles, roleTitles, type Role } from '../../ui/roles.ts'

/** Adds a person whom the service knows by name, or any person by their object id. */
export const AddMember = ({ project }: { readonly project: string }) => {
  const { t } = useLingui()
  const api = useApi()
  const [search, setSearch] = useState('')
  const [role, setRole] = useState<Role>('Labeler')
  const field = useRef<HTMLInputElement>(null)
  const wanted = search.trim()
  const sought = useDeferredValue(wanted)
  const { data: found = [], isPending } = useQuery(foundPeopleQuery(api, sought))
  const add = useChange(
    (user: string) =>
      dataOf(
        api.PUT('/projects/{project}/members/{user}', {
          params: { path: { project, user }, header: { 'If-None-Match': '*' } },
          body: { role },
        }),
      ),
    {
      makesOld: [membersKey(project), ['people', project]],
      // The button that was pressed is gone then: the field is next.
      onDone: () => {
        field.current?.focus()
        setSearch('')
      },
    },
  )
  /** Before the answer the button would go while it has the focus. */
  const isUnknown = sought === wanted && !isPending && !found.some(({ user }) => user === wanted)
  return (
    <section className="panel" aria-labelledby="add-member">
      <h2 id="add-member">
        <Trans>Add a person</Trans>
      </h2>
      <div className="field-row">
        <TextInput
          label={t`Name or object id`}
          hint={t`The service knows people by name after their first visit.`}
          value={search}
          onChange={setSearch}
          inputRef={field}
        />
        <ChoiceInput
          label={t`Role`}
          value={role}
          choices={roles.map((value) => ({ value, text: t(roleTitles[value]) }))}
          onChange={setRole}
        />
      </div>
      <ul className="plain" aria-live="polite">
        {found.map(({ user, name }) => (
          <li key={user} className="field-row">
            <span>
              {name ?? user} <span className="quiet">{name === undefined ? '' : user}</span>
            </span>
            <Button isPending={add.isPending} onPress={() => add.mutate(user)}>
              <Trans>Add {name ?? user}</Trans>
            </Button>
          </li>
        ))}
        {wanted !== '' && isUnknown && (
          <li>
            <Button isPending={add.isPending} onPress={() => add.mutate(wanted)}>
              <Trans>Add the object id “{wanted}”</Trans>
            </Button>
          </li>
        )}
      </ul>
    </section>
  )
}
