import { useLingui } from '@lingui/react/macro'
import type { ReviewAction } from '../../items/review-action.ts'

/** The names of what is done to all items of a filter. */
export const useActionTitle = () => {
  const { t } = useLingui()
  return (action: ReviewAction): string => {
    switch (action) {
      case 'Approve':
        return t`Approve`
      case 'Reject':
        return t`Reject`
      case 'AcceptSkip':
        return t`Accept skips`
      case 'Unapprove':
        return t`Take approvals back`
    }
  }
}
