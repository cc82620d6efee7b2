import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useEffect, useEffectEvent } from 'react'
import type { Notice } from '../../outbox/bench-state.ts'
import type { Desk } from '../../outbox/desk.ts'
import { say } from '../../shell/toast-queue.ts'
import { wordsOf } from '../../ui/words-of.ts'

/** Says what the service did with the work while the person was at something else. */
export const useNotices = (desk: Desk | undefined): void => {
  const { t } = useLingui()
  const show = useEffectEvent((notice: Notice): void => {
    switch (notice.kind) {
      case 'Reopened':
        say({ text: t`The last page is open again.` })
        return
      case 'ReopenRefused':
        say({ ...wordsOf(notice), tone: 'problem' })
        return
      case 'TwoPages':
        say({ text: t`Submit this page first: you can hold two pages.`, tone: 'problem' })
        return
      case 'PageGone':
        say({ text: t`Your page has ended. Its answers were sent; the next page follows.` })
        return
      case 'Refused':
        say({
          text: plural(notice.count, {
            one: '# answer was refused; you find it below, with the reason.',
            other: '# answers were refused; you find them below, with the reasons.',
          }),
          tone: 'problem',
        })
    }
  })
  useEffect(() => desk?.onNotice((notice) => show(notice)), [desk])
}
