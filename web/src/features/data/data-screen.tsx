import type { ReactNode } from 'react'

const DataScreen = (): ReactNode => <p>Data</p>

export default DataScreen
