import { Trans, useLingui } from '@lingui/react/macro'
import type { QueryKey } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { inBackground } from '../../core/in-background.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useChange } from '../../ui/use-change.ts'

interface DeleteEntryProps {
  readonly name: string
  readonly remove: () => Promise<unknown>
  /** The list that the entry leaves. */
  readonly list: QueryKey
  /** What is deleted with it, and what stays. */
  readonly children: ReactNode
}

/** Deletes a datastore or dataset after a question, and goes back to all data. */
export const DeleteEntry = ({ name, remove, list, children }: DeleteEntryProps) => {
  const { t } = useLingui()
  const navigate = useNavigate()
  const change = useChange(remove, {
    makesOld: [list],
    onDone: () => inBackground(navigate({ to: '/data' })),
  })
  return (
    <ConfirmDialog
      title={t`Delete ${name}?`}
      confirm={t`Delete`}
      onConfirm={() => change.mutate(undefined)}
      trigger={
        <Button className="danger" isPending={change.isPending}>
          <Trans>Delete</Trans>
        </Button>
      }
    >
      <p>{children}</p>
    </ConfirmDialog>
  )
}
