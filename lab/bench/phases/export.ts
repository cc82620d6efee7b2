import { z } from 'zod'
import { waitForOperation } from '../../../tools/client.ts'
import { projectPath, type Context } from '../context.ts'
import { secondsSince } from '../timings.ts'

export const exportFormats = ['Coco', 'Dataset', 'Csv'] as const
export type ExportFormat = (typeof exportFormats)[number]

const started = z.object({ id: z.string() })
const finished = z.object({
  exportedRowCount: z.number(),
  files: z.array(z.object({ name: z.string(), size: z.number() })),
})

export interface Export {
  readonly format: ExportFormat
  /** From the request until it has succeeded. */
  readonly seconds: number
  readonly rows: number
  readonly bytes: number
}

const lookEvery = 20

/** One export of all items, those without a label too. */
export const exportItems = async (context: Context, format: ExportFormat): Promise<Export> => {
  const { admin } = context
  const path = `${projectPath(context)}/exports`
  const began = performance.now()
  const { headers, body } = await admin.call('POST', path, started, { body: { format, include: 'All' } })
  const operation = headers.get('operation-location')
  if (operation === null) throw new Error('An export was begun without an Operation-Location')
  await waitForOperation(admin, operation, undefined, lookEvery)
  const seconds = secondsSince(began)
  const { exportedRowCount, files } = await admin.get(`${path}/${body.id}`, finished)
  return {
    format,
    seconds,
    rows: exportedRowCount,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
  }
}
