import { Trans } from '@lingui/react/macro'
import { Button } from 'react-aria-components'
import { ApiProblem, NetworkProblem, SignInNeeded } from '../api/problem.ts'
import { ProblemWords } from '../ui/problem-words.tsx'

/** What has words for a person; all else is a fault of the app. */
const isTold = (error: unknown): boolean =>
  error instanceof ApiProblem || error instanceof NetworkProblem || error instanceof SignInNeeded

const Reason = ({ error }: { readonly error: unknown }) =>
  isTold(error) ? <ProblemWords error={error} /> : <Trans>This screen has failed.</Trans>

/** A failure that takes the place of what it prevented, with a way on. */
export const ProblemView = ({
  error,
  onRetry,
}: {
  readonly error: unknown
  readonly onRetry?: () => void
}) => (
  <section className="notice" role="alert">
    <p>
      <Reason error={error} />
    </p>
    {error instanceof ApiProblem && error.requestId !== undefined && error.status >= 500 && (
      <p className="quiet">
        <Trans>
          Id of the request: <code>{error.requestId}</code>
        </Trans>
      </p>
    )}
    {onRetry && (
      <Button onPress={onRetry}>
        <Trans>Try again</Trans>
      </Button>
    )}
  </section>
)
