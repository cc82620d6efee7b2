import { stopSharedAzurite } from './shared-azurite.ts'

export default stopSharedAzurite
