import type { ReactNode } from 'react'

const ExportsScreen = (): ReactNode => <p>Exports</p>

export default ExportsScreen
