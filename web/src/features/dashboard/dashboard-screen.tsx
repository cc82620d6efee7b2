import type { ReactNode } from 'react'

const DashboardScreen = (): ReactNode => <p>Dashboard</p>

export default DashboardScreen
