import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from 'react-aria-components'
import type { Person } from '../../session/session.ts'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { roles, roleTitles, type Role } from '../../ui/roles.ts'
import type { DraftMember } from './draft.ts'

interface PeopleListProps {
  readonly me: Person
  readonly members: readonly DraftMember[]
  readonly onChangeRole: (user: string, role: Role) => void
  readonly onRemove: (user: string) => void
}

/** Oneself, who leads the project, and those who are to be added. */
export const PeopleList = ({ me, members, onChangeRole, onRemove }: PeopleListProps) => {
  const { t } = useLingui()
  const shownName = ({ user, name }: DraftMember): string => name ?? user
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="people">
      <table>
        <caption id="people" className="visually-hidden">
          <Trans>People of the project</Trans>
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
              <Trans>Actions</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              {me.name} <span className="quiet">({t`you`})</span>
            </th>
            <td>{t(roleTitles.Admin)}</td>
            <td className="quiet">
              <Trans>You are a lead of what you create.</Trans>
            </td>
          </tr>
          {members.map((member) => (
            <tr key={member.user}>
              <th scope="row">
                {shownName(member)}
                {member.name !== undefined && <div className="quiet">{member.user}</div>}
              </th>
              <td>
                <ChoiceInput
                  label={t`Role of ${shownName(member)}`}
                  isLabelHidden
                  value={member.role}
                  choices={roles.map((value) => ({ value, text: t(roleTitles[value]) }))}
                  onChange={(role) => onChangeRole(member.user, role)}
                />
              </td>
              <td>
                <Button aria-label={t`Remove ${shownName(member)}`} onPress={() => onRemove(member.user)}>
                  <Trans>Remove</Trans>
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
