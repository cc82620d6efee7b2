import type { ReactNode } from 'react'

const ReviewScreen = (): ReactNode => <p>Review</p>

export default ReviewScreen
