import build from './build.ts'
import { startSharedService } from './shared-service.ts'

const start = async (): Promise<void> => {
  await build()
  await startSharedService()
}

export default start
