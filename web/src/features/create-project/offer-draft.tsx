import { Trans } from '@lingui/react/macro'
import { Button } from 'react-aria-components'
import { datasetOf, projectNameOf } from './creation.ts'
import type { Draft } from './draft.ts'

interface OfferDraftProps {
  readonly draft: Draft
  readonly onContinue: () => void
  readonly onDiscard: () => void
}

/** Somebody comes back and has not finished: they go on, or begin anew. */
export const OfferDraft = ({ draft, onContinue, onDiscard }: OfferDraftProps) => {
  const name = draft.displayName.trim() || projectNameOf(draft) || datasetOf(draft)
  return (
    <section className="panel" aria-labelledby="draft">
      <h2 id="draft">
        <Trans>You have not finished a project</Trans>
      </h2>
      <p>
        {name === '' ? (
          <Trans>What you filled in is still in this browser.</Trans>
        ) : (
          <Trans>What you filled in for “{name}” is still in this browser.</Trans>
        )}
      </p>
      <div className="actions">
        <Button className="primary" onPress={onContinue}>
          <Trans>Go on</Trans>
        </Button>
        <Button onPress={onDiscard}>
          <Trans>Begin anew</Trans>
        </Button>
      </div>
    </section>
  )
}
