import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** The folder of Swagger UI's files. The deployment package has its own folder and replaces this module. */
export const swaggerUiFolder = (): string =>
  dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
