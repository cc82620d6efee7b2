import type { Context } from './context.ts'
import type { Limits } from './limits/measure-limits.ts'
import type { Options } from './options.ts'
import { exportFormats, exportItems, type Export } from './phases/export.ts'
import { importItems } from './phases/import.ts'
import { label } from './phases/label.ts'
import { addMembers } from './phases/members.ts'
import { readProgress } from './phases/progress.ts'
import { approve, listLabeled } from './phases/review.ts'
import { readUsage, withUsage } from './process-usage.ts'
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
  const done: Export[] = []
  for (const format of exportFormats) {
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
  const watched = <T>(phase: () => Promise<T>) => withUsage(service.pid, phase)

  say(`placing ${material.description}`)
  const source = await material.place(service.endpoints)
  const { items } = source
  say('import')
  const imported = await watched(() => importItems(context, source))
  await addMembers(context)
  const wanted = Math.min(items, options.label)
  say(`labeling by ${options.labelers} at once`)
  const { page } = options
  const { classOf } = material
  const labeled = await watched(() => label(context, { page, most: wanted, classOf }))
  const progress = await readProgress(context)
  say('review')
  const listing = await listLabeled(context)
  const chosen = [...labeled.result.accepted.keys()].slice(0, mostApproved)
  const approval = await approve(context, chosen)
  const final = await readProgress(context)
  const exported = await watched(() => exportAll(context))
  return {
    measured: {
      items,
      limits,
      importSeconds: imported.result,
      labeling: labeled.result,
      listing,
      approval,
      exports: exported.result,
      peakMemory: (await readUsage(service.pid)).peak,
      usage: { importing: imported.usage, labeling: labeled.usage, exporting: exported.usage },
    },
    mistakes: findMistakes({
      items,
      wanted,
      labeling: labeled.result,
      progress,
      listing,
      nameOf: (labeler) => context.people.labelers[labeler]?.user,
      chosen: chosen.length,
      approved: approval.approved,
      final,
      exports: exported.result,
    }),
  }
}
