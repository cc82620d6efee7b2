import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { dataOf } from '../../api/client.ts'
import { PersonSearch } from '../../people/person-search.tsx'
import type { Role } from '../../ui/roles.ts'
import { useChange } from '../../ui/use-change.ts'
import { membersKey, membersQuery } from './members-query.ts'

/** Adds a person whom the service knows by name, or any person by their object id. */
export const AddMember = ({ project }: { readonly project: string }) => {
  const api = useApi()
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const { data: members = [] } = useQuery(membersQuery(api, project))
  const add = useChange(
    ({ user, role }: { readonly user: string; readonly role: Role }) =>
      dataOf(
        api.PUT('/projects/{project}/members/{user}', {
          params: { path: { project, user }, header: { 'If-None-Match': '*' } },
          body: { role },
        }),
      ),
    { makesOld: [membersKey(project), ['people', project]], onDone: () => setTyped('') },
  )
  return (
    <section className="panel" aria-labelledby="add-member">
      <h2 id="add-member">
        <Trans>Add a person</Trans>
      </h2>
      <PersonSearch
        typed={typed}
        onTyped={setTyped}
        field={field}
        isThere={(wanted) => members.some(({ user }) => user === wanted)}
        isPending={add.isPending}
        onAdd={({ user }, role) => add.mutate({ user, role })}
      />
    </section>
  )
}
