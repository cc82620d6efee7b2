import type { ReactNode } from 'react'

const DatasetScreen = (): ReactNode => <p>Dataset</p>

export default DatasetScreen
