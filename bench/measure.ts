import type { Context } from './context.ts'
import type { Limits } from './limits/measure-limits.ts'
import { readMemory, watchMemory } from './memory.ts'
import type { Options } from './options.ts'
import { exportFormats, exportItems, type Export } from './phases/export.ts'
import { importItems } from './phases/import.ts'
import { label } from './phases/label.ts'
import { addMembers } from './phases/members.ts'
import { readProgress, waitForHeaders } from './phases/progress.ts'
import { approve, listLabeled } from './phases/review.ts'
import type { Measured } from './report/rows.ts'
import { findMistakes } from './report/verify.ts'
import type { Material } from './sources.ts'

/** Items that are approved: enough to see how fast. */
const mostApproved = 20_000

export interface Outcome {
  readonly measured: Measured
  readonly mistakes: readonly string[]
}

const exportAll = async (context: Context): Promise<readonly Export[]> => {
  // COCO needs every width and height, and would wait for those that are still being read.
  const headersKnown = (await readProgress(context)).headersPending === 0
  const formats = exportFormats.filter((format) => headersKnown || format !== 'Coco')
  if (!headersKnown) context.say('exports: without COCO, because headers are still being read')
  const done: Export[] = []
  for (const format of formats) {
    context.say(`export ${format}`)
    done.push(await exportItems(context, format))
  }
  return done
}

export const measure = async (
  context: Context,
  { material, options, limits }: { material: Material; options: Options; limits: Limits },
): Promise<Outcome> => {
  const { service, say } = context
  say(`placing ${material.description}`)
  const source = await material.place(service.endpoints)
  const { items } = source
  const watch = watchMemory(service.pid)
  say('import')
  const importSeconds = await importItems(context, source)
  const whileImporting = watch.highest()
  await addMembers(context)
  let headerSeconds: number | undefined
  if (!options.synthetic) {
    say('image headers, read in the background; labeling starts once they are')
    headerSeconds = await waitForHeaders(context)
  }
  const wanted = Math.min(items, options.label)
  watch.highest()
  say(`labeling by ${options.labelers} at once${options.synthetic ? ', while headers are being read' : ''}`)
  const labeling = await label(context, {
    page: options.page,
    most: wanted,
    classOf: material.classOf,
  })
  const whileLabeling = watch.highest()
  const progress = await readProgress(context)
  say('review')
  const listing = await listLabeled(context)
  const chosen = [...labeling.accepted.keys()].slice(0, mostApproved)
  const approval = await approve(context, chosen)
  const final = await readProgress(context)
  watch.highest()
  const exports = await exportAll(context)
  const whileExporting = watch.highest()
  watch.stop()
  const memory = await readMemory(service.pid)
  return {
    measured: {
      items,
      limits,
      importSeconds,
      headerSeconds,
      labeling,
      listing,
      approval,
      exports,
      memory: memory && { peak: memory.peak, whileImporting, whileLabeling, whileExporting },
    },
    mistakes: findMistakes({
      items,
      wanted,
      labeling,
      progress,
      listing,
      nameOf: (labeler) => context.people.labelers[labeler]?.user,
      chosen: chosen.length,
      approved: approval.approved,
      final,
      exports,
    }),
  }
}
