import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useRef, type ReactNode } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { usePerson } from '../../session/session-context.tsx'
import { roleTitles } from '../../ui/roles.ts'
import { AddMember } from './add-member.tsx'
import { MemberRow } from './member-row.tsx'
import { membersQuery } from './members-query.ts'

const MembersScreen = (): ReactNode => {
  const { t } = useLingui()
  const { project } = useParams({ from: '/p/$project/members' })
  const { data: members } = useSuspenseQuery(membersQuery(useApi(), project))
  const list = useRef<HTMLDivElement>(null)
  const me = usePerson()
  const leads = members.filter(({ role }) => role === 'Admin')
  return (
    <section className="screen">
      <h1>
        <Trans>Members</Trans>
      </h1>
      <p className="quiet">
        <Trans>
          Labelers answer. Reviewers also see all answers, approve and reject. Leads also change the project.
          Administrators of the workspace lead each project, also without being listed.
        </Trans>
      </p>
      <AddMember project={project} />
      <div ref={list} className="table-scroll" tabIndex={0} role="region" aria-labelledby="members">
        <table>
          <caption id="members" className="visually-hidden">
            <Trans>Members</Trans>
          </caption>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Person</Trans>
              </th>
              <th scope="col">
                <Trans>Role</Trans>
              </th>
              <th scope="col">
                <Trans>Added</Trans>
              </th>
              <th scope="col">
                <Trans>Actions</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {!members.some(({ user }) => user === me.user) && (
              <tr>
                <th scope="row">
                  {me.name} <span className="quiet">({t`you`})</span>
                </th>
                <td>{t(roleTitles.Admin)}</td>
                <td>–</td>
                <td className="quiet">
                  <Trans>by your role in the workspace</Trans>
                </td>
              </tr>
            )}
            {members.map((member) => (
              <MemberRow
                key={member.user}
                project={project}
                member={member}
                onRemoved={() => list.current?.focus()}
                isLastLead={member.role === 'Admin' && leads.length === 1}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

export default MembersScreen
