import { Trans } from '@lingui/react/macro'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { hasRole, useProject } from '../../api/queries.ts'
import { ReviewBoard } from './review-board.tsx'
import '../../items/items.css'
import './review.css'

const ReviewScreen = (): ReactNode => {
  const { project: name } = useParams({ from: '/p/$project/review' })
  const project = useProject(name)
  if (hasRole(project, 'Reviewer')) return <ReviewBoard project={project} />
  return (
    <section className="notice">
      <h1>
        <Trans>Review</Trans>
      </h1>
      <p>
        <Trans>Only reviewers and leads review. Ask the lead of the project for the role.</Trans>
      </p>
    </section>
  )
}

export default ReviewScreen
