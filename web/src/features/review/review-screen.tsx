import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useProject } from '../../api/queries.ts'
import { ReviewBoard } from './review-board.tsx'
import '../../items/items.css'
import './review.css'

const ReviewScreen = (): ReactNode => {
  const { project: name } = useParams({ from: '/p/$project/review' })
  return <ReviewBoard project={useProject(name)} />
}

export default ReviewScreen
