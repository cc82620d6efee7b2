import type { ExportFormat } from '../model/exports/export.ts'
import { createCoco } from './coco.ts'
import { createCsv } from './csv.ts'
import type { CreateFormat } from './format.ts'
import { createJsonLines } from './dataset.ts'

const formats: Readonly<Record<ExportFormat, CreateFormat>> = {
  Coco: createCoco,
  Dataset: createJsonLines,
  Csv: createCsv,
}

/** The format that a plan asks for. */
export const createFormat: CreateFormat = (plan, serviceVersion) => formats[plan.format](plan, serviceVersion)
