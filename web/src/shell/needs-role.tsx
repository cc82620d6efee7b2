import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { isRole, roleTitles, type Role } from '../ui/roles.ts'

interface NeedsRoleProps {
  readonly role: Role
  /** The caller's role in the project. */
  readonly mine: string
}

/** In place of a screen whose requests the service would refuse. */
export const NeedsRole = ({ role, mine }: NeedsRoleProps): ReactNode => {
  const { t } = useLingui()
  const needed = t(roleTitles[role])
  const present = isRole(mine) ? t(roleTitles[mine]) : mine
  return (
    <section className="notice">
      <h1>
        <Trans>You need the role “{needed}”</Trans>
      </h1>
      <p>
        <Trans>Your role in this project is “{present}”. Ask a lead of the project for the other one.</Trans>
      </p>
    </section>
  )
}
