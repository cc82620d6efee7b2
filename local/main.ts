import { resolve } from 'node:path'
import { run } from './platform/run.ts'
import { serve } from './platform/serve.ts'

const REPOSITORY = resolve(import.meta.dirname, '..')

await run(() => serve(REPOSITORY))
