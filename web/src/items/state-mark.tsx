import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { stateTitle } from './state-titles.ts'

const signs: Readonly<Record<string, string>> = {
  approved: '✓',
  rejected: '✗',
  skipped: '⤼',
  removed: '–',
  needsreview: '?',
}

/** The state of an item, by a sign and by its name. */
export const StateMark = ({ state }: { readonly state: string }): ReactNode => {
  const { t } = useLingui()
  const sign = signs[state.toLowerCase()]
  return (
    <span className="state-mark" data-state={state.toLowerCase()}>
      {sign !== undefined && <span aria-hidden="true">{sign}</span>} {stateTitle(t, state)}
    </span>
  )
}
