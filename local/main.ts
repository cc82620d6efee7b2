import './platform/private-umask.ts'
import { resolve } from 'node:path'
import { serve } from './platform/platform.ts'
import { run } from './platform/run.ts'

await run(() => serve(resolve(import.meta.dirname, '..')))
