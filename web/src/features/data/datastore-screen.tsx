import type { ReactNode } from 'react'

const DatastoreScreen = (): ReactNode => <p>Datastore</p>

export default DatastoreScreen
