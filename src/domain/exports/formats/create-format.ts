import type { ExportFormat } from '../export.ts'
import { createCoco } from './coco.ts'
import { createCsv } from './csv.ts'
import type { CreateFormat } from './format.ts'
import { createJsonLines } from './json-lines.ts'

const formats: Readonly<Record<ExportFormat, CreateFormat>> = {
  Coco: createCoco,
  Dataset: createJsonLines,
  Csv: createCsv,
}

/** The format that a plan asks for. */
export const createFormat: CreateFormat = (plan, serviceVersion) => formats[plan.format](plan, serviceVersion)
