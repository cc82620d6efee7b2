import { z } from 'zod'
import type { PartEnd, PartStart } from '../../domain/model/exports/export-part.ts'
import type { HeaderWork } from '../../domain/refresh/claim-headers.ts'
import type { Pass } from '../../domain/refresh/refresh-files.ts'
import type { Position } from '../../domain/refresh/walk-files.ts'

/** What goes to and fro between orchestrators and their steps. */
export const position: z.ZodType<Position> = z.object({
  continuation: z.string().optional(),
  after: z.string().optional(),
  done: z.number(),
})

export const pass: z.ZodType<Pass> = z.object({ since: z.number().optional(), full: z.boolean() })

export const headerWork: z.ZodType<HeaderWork> = z.object({
  project: z.string(),
  uid: z.string(),
  operation: z.string(),
})

/** Without segments there is nothing to export. */
export const exportStart = z.object({ segments: z.number().optional() })

export const partStart: z.ZodType<PartStart> = z.object({
  segment: z.number(),
  part: z.number(),
  after: z.string().optional(),
  rows: z.number(),
  annotations: z.number(),
  doneBefore: z.number(),
})

export const partEnd: z.ZodType<PartEnd> = z.object({
  after: z.string().optional(),
  rows: z.number(),
  annotations: z.number(),
  seen: z.number(),
})
