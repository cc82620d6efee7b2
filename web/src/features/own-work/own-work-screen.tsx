import type { ReactNode } from 'react'

const OwnWorkScreen = (): ReactNode => <p>OwnWork</p>

export default OwnWorkScreen
