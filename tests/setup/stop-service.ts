import { stopSharedService } from './shared-service.ts'

export default stopSharedService
