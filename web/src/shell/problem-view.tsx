import { Trans } from '@lingui/react/macro'
import { Button } from 'react-aria-components'
import { ApiProblem, NetworkProblem, SignInNeeded } from '../api/problem.ts'

const Reason = ({ error }: { readonly error: unknown }) => {
  if (error instanceof NetworkProblem)
    return <Trans>The service does not answer. Is this device online?</Trans>
  if (error instanceof SignInNeeded) return <Trans>Your sign-in has ended. Sign in again.</Trans>
  // The words of the service say what to do next.
  if (error instanceof ApiProblem) return <>{error.message}</>
  return <Trans>This screen has failed.</Trans>
}

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
