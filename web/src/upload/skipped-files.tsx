import { useLingui } from '@lingui/react/macro'
import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import { formatNumber } from '../ui/format.ts'
import type { Choice, LeftOutReason } from './choose-files.ts'

const reasons: Readonly<Record<LeftOutReason, MessageDescriptor>> = {
  NoImage: msg`no image`,
  Empty: msg`empty`,
  TooLarge: msg`larger than 5,000 MB`,
  BadName: msg`a name that no address can have`,
  Repeated: msg`the same name twice`,
}
const order: readonly LeftOutReason[] = ['NoImage', 'Empty', 'TooLarge', 'BadName', 'Repeated']

/** The files that are not uploaded, by reason. */
export const SkippedFiles = ({ leftOut }: Pick<Choice, 'leftOut'>) => {
  const { t } = useLingui()
  const parts = order.flatMap((reason) => {
    const count = leftOut[reason]
    return count === undefined ? [] : `${t(reasons[reason])} (${formatNumber(count)})`
  })
  const list = parts.join(', ')
  return parts.length > 0 && <p className="quiet">{t`Left out: ${list}`}</p>
}
