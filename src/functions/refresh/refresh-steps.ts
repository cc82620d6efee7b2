import { z } from 'zod'
import { beginPass } from '../../domain/refresh/begin-pass.ts'
import { claimHeaders, type HeaderWork } from '../../domain/refresh/claim-headers.ts'
import { finishImport } from '../../domain/refresh/finish-import.ts'
import { finishRefresh } from '../../domain/refresh/finish-refresh.ts'
import { importFiles } from '../../domain/refresh/import-files.ts'
import { readHeaders } from '../../domain/refresh/read-headers.ts'
import { refreshFiles, type RefreshPass } from '../../domain/refresh/refresh-files.ts'
import type { WalkPosition } from '../../domain/refresh/walk-files.ts'
import { defineActivity, workInput } from '../orchestrations/activity.ts'

export const position: z.ZodType<WalkPosition> = z.object({
  continuation: z.string().optional(),
  after: z.string().optional(),
  done: z.number(),
})

export const pass: z.ZodType<RefreshPass> = z.object({ since: z.number().optional(), full: z.boolean() })

export const headerWork: z.ZodType<HeaderWork> = z.object({
  project: z.string(),
  uid: z.string(),
  operation: z.string(),
})

export const importFilesStep = defineActivity({
  name: 'importFilesStep',
  input: workInput.extend({ position }),
  output: position,
  run: (deps, input) => importFiles(deps)(input.operation, input.position),
})

export const finishImportStep = defineActivity({
  name: 'finishImportStep',
  input: workInput.extend({ done: z.number() }),
  output: headerWork,
  run: (deps, input) => finishImport(deps)(input.operation, input.done),
})

export const beginPassStep = defineActivity({
  name: 'beginPassStep',
  input: workInput,
  output: pass,
  run: (deps, input) => beginPass(deps)(input.operation),
})

export const refreshFilesStep = defineActivity({
  name: 'refreshFilesStep',
  input: workInput.extend({ pass, position }),
  output: position,
  run: (deps, input) => refreshFiles(deps)(input.operation, input.pass, input.position),
})

export const finishRefreshStep = defineActivity({
  name: 'finishRefreshStep',
  input: workInput.extend({ done: z.number() }),
  output: headerWork,
  run: (deps, input) => finishRefresh(deps)(input.operation, input.done),
})

export const claimHeadersStep = defineActivity({
  name: 'claimHeadersStep',
  input: headerWork,
  output: z.array(z.number()).readonly(),
  run: (deps, input) => claimHeaders(deps)(input),
})

export const readHeadersStep = defineActivity({
  name: 'readHeadersStep',
  input: z.object({ work: headerWork, segment: z.number() }),
  output: z.object({ read: z.number(), left: z.boolean() }),
  run: (deps, input) => readHeaders(deps)(input.work, input.segment),
})
