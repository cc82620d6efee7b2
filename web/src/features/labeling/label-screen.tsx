import type { ReactNode } from 'react'

const LabelScreen = (): ReactNode => <p>Label</p>

export default LabelScreen
