import type { ReactNode } from 'react'

const PreferencesScreen = (): ReactNode => <p>Preferences</p>

export default PreferencesScreen
