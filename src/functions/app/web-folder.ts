import { join } from 'node:path'

/** The folder of the built web app. The deployment package has its own folder and replaces this module. */
export const webFolder = (): string => join(import.meta.dirname, '../../../web')
