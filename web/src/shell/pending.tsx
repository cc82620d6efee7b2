import { useLingui } from '@lingui/react/macro'
import { ProgressBar } from 'react-aria-components'

export const Pending = () => {
  const { t } = useLingui()
  return <ProgressBar isIndeterminate aria-label={t`Loading`} className="pending" />
}
