import type { ReactNode } from 'react'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'

export const NotFound = (): ReactNode => (
  <section className="notice">
    <h1>
      <Trans>There is nothing at this address</Trans>
    </h1>
    <Link to="/">
      <Trans>To the projects</Trans>
    </Link>
  </section>
)
