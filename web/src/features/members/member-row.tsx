import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { dataOf, requireOk, type Schemas } from '../../api/client.ts'
import { usePerson } from '../../session/session-context.tsx'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { formatTime } from '../../ui/format.ts'
import { useChange } from '../../ui/use-change.ts'
import { membersKey } from './members-query.ts'
import { isRole, roles, roleTitles } from '../../ui/roles.ts'

interface MemberRowProps {
  readonly project: string
  readonly member: Schemas['Member']
  readonly isLastLead: boolean
  /** The row is gone, with the button that was pressed. */
  readonly onRemoved: () => void
}

export const MemberRow = ({ project, member, isLastLead, onRemoved }: MemberRowProps) => {
  const { t } = useLingui()
  const api = useApi()
  const me = usePerson()
  const { user, role, etag } = member
  const name = member.name ?? user
  const makesOld = [membersKey(project), ['people', project], ['project', project]]
  const params = { path: { project, user }, header: { 'If-Match': etag } }
  const change = useChange(
    (next: Schemas['MemberRequest']['role']) =>
      dataOf(api.PUT('/projects/{project}/members/{user}', { params, body: { role: next } })),
    { makesOld },
  )
  const remove = useChange(() => requireOk(api.DELETE('/projects/{project}/members/{user}', { params })), {
    makesOld,
    onDone: onRemoved,
  })
  return (
    <tr>
      <th scope="row">
        {name} {user === me.user && <span className="quiet">({t`you`})</span>}
        {member.name !== undefined && <div className="quiet">{user}</div>}
      </th>
      <td>
        {isRole(role) ? (
          <ChoiceInput
            label={t`Role of ${name}`}
            isLabelHidden
            value={change.isPending ? (change.variables ?? role) : role}
            choices={roles.map((value) => ({ value, text: t(roleTitles[value]) }))}
            isDisabled={isLastLead || change.isPending}
            onChange={(next) => change.mutate(next)}
            {...(isLastLead ? { hint: t`The only lead in this list` } : {})}
          />
        ) : (
          role
        )}
      </td>
      <td>{formatTime(member.addedAt)}</td>
      <td>
        <ConfirmDialog
          title={t`Remove ${name}?`}
          confirm={t`Remove`}
          onConfirm={() => remove.mutate(undefined)}
          trigger={
            <Button aria-label={t`Remove ${name}`} isDisabled={isLastLead}>
              <Trans>Remove</Trans>
            </Button>
          }
        >
          <p>
            <Trans>Pages that {name} holds are given back. Answers stay.</Trans>
          </p>
        </ConfirmDialog>
      </td>
    </tr>
  )
}
