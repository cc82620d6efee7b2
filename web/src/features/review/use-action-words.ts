import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { ItemAction } from '../../items/review-action.ts'

/** What became of an action, in words. */
export const useActionWords = () => {
  const { t } = useLingui()
  const doneWords = (action: ItemAction, count: number): string => {
    switch (action) {
      case 'Approve':
        return t`${plural(count, { one: '# item approved', other: '# items approved' })}`
      case 'Unapprove':
        return t`${plural(count, { one: '# approval taken back', other: '# approvals taken back' })}`
      case 'Reject':
        return t`${plural(count, { one: '# answer rejected', other: '# answers rejected' })}`
      case 'AcceptSkip':
        return t`${plural(count, { one: '# skip accepted', other: '# skips accepted' })}`
      case 'Relabel':
        return t`${plural(count, { one: '# item labeled again', other: '# items labeled again' })}`
    }
  }
  return {
    done: (action: ItemAction, count: number, left: number): string =>
      [
        doneWords(action, count),
        ...(left === 0
          ? []
          : [t`${plural(left, { one: '# left as it was', other: '# left as they were' })}`]),
      ].join(', '),
    refused: (count: number): string =>
      t`${plural(count, { one: '# item was refused; its tile says why.', other: '# items were refused; their tiles say why.' })}`,
  }
}
