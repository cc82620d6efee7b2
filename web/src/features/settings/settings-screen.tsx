import type { ReactNode } from 'react'

const SettingsScreen = (): ReactNode => <p>Settings</p>

export default SettingsScreen
