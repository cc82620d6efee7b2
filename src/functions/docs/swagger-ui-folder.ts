import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** Where Swagger UI's files lie. The deployment package brings them in a folder of its own and replaces this module. */
export const swaggerUiFolder = (): string =>
  dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
