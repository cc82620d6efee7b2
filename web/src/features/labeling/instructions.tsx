import { Trans, useLingui } from '@lingui/react/macro'
import { CatchBoundary } from '@tanstack/react-router'
import { lazy, Suspense, type ReactNode } from 'react'
import type { InstructionsPanelProps } from './instructions-panel.tsx'

const InstructionsPanel = lazy(() => import('./instructions-panel.tsx'))

const Failed = (): ReactNode => {
  const { t } = useLingui()
  return (
    <aside className="instructions" aria-label={t`Instructions`}>
      <p role="alert">
        <Trans>The instructions cannot be shown.</Trans>
      </p>
    </aside>
  )
}

/** The instructions beside the items. If they fail, the labeling goes on without them. */
export const Instructions = (props: InstructionsPanelProps): ReactNode => (
  <CatchBoundary getResetKey={() => props.instructions} errorComponent={Failed}>
    <Suspense>
      <InstructionsPanel {...props} />
    </Suspense>
  </CatchBoundary>
)
