import type { ReactNode } from 'react'

const ActivityScreen = (): ReactNode => <p>Activity</p>

export default ActivityScreen
