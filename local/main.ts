import './platform/private-umask.ts'
import { resolve } from 'node:path'
import { appDirOf } from './platform/environment.ts'
import { serve } from './platform/platform.ts'
import { run } from './platform/run.ts'

await run(() => serve(appDirOf(process.env, resolve(import.meta.dirname, '..'))))
