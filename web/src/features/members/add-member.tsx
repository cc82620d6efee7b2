import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { PersonSearch } from '../../people/person-search.tsx'
import { say } from '../../shell/toast-queue.ts'
import { isRole, roleTitles, type Role } from '../../ui/roles.ts'
import { useChange } from '../../ui/use-change.ts'
import { addPerson } from './add-person.ts'
import { membersKey, membersQuery } from './members-query.ts'

/** Adds a person whom the service knows by name, or any person by their object id. */
export const AddMember = ({ project }: { readonly project: string }) => {
  const { t } = useLingui()
  const api = useApi()
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const { data: members = [] } = useQuery(membersQuery(api, project))
  const add = useChange(
    (wanted: { readonly user: string; readonly role: Role }) => addPerson(api, project, wanted),
    {
      makesOld: [membersKey(project), ['people', project]],
      onDone: ({ member: { user, name = user, role }, hasOtherRole }) => {
        setTyped('')
        const title = isRole(role) ? t(roleTitles[role]) : role
        if (hasOtherRole)
          say({ text: t`${name} is a member already (${title}). The list below can change the role.` })
      },
    },
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
