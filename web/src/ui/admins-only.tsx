import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { isAdmin, useMe } from '../api/queries.ts'

/** What only administrators of the workspace can do; others are told so. */
export const AdminsOnly = ({ children }: { readonly children: ReactNode }): ReactNode =>
  isAdmin(useMe()) ? (
    children
  ) : (
    <p className="notice">
      <Trans>Only administrators of the workspace can do this. Ask one of them to set it up for you.</Trans>
    </p>
  )
