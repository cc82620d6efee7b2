import build from './build.ts'
import { startSharedAzurite } from './shared-azurite.ts'

const start = async (): Promise<void> => {
  await Promise.all([build(), startSharedAzurite()])
}

export default start
