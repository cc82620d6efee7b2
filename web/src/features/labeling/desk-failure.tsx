import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { NewerDatabase } from '../../outbox/label-database.ts'
import { ProblemView } from '../../shell/problem-view.tsx'

/** Why this browser keeps nothing for the app now. */
export const DeskFailure = ({ failure }: { readonly failure: unknown }): ReactNode =>
  failure instanceof NewerDatabase ? (
    <section className="notice" role="alert">
      <p>
        <Trans>
          This tab has an older version of the app than your answers in this browser. Close all tabs of the
          app, then open it again.
        </Trans>
      </p>
    </section>
  ) : (
    <ProblemView error={failure} />
  )
