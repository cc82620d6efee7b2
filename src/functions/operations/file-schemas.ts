import { z } from 'zod'
import { answerChoice } from '../../domain/core/choice.ts'
import { leftOutReasons } from '../../domain/model/files/file-report.ts'
import type { FileChanges } from '../../domain/model/files/file-changes.ts'

const count = z.number().int()

const leftOutReason = z
  .object({
    reason: answerChoice('LeftOutReason', leftOutReasons).meta({
      description:
        'UnknownExtension, NoExtension: the name does not say that the file is of the media type. UnaddressableName: no URL can name the file, for example because of a folder `..`.',
    }),
    extension: z.string().optional().meta({
      description: 'In lower case. Absent for the other reasons, and for all further extensions together',
      example: 'svg',
    }),
    count: count.meta({ description: 'The number of these files' }),
    examples: z.array(z.string()).max(3).meta({ description: 'The first paths; long ones are cut' }),
  })
  .meta({ id: 'LeftOutFiles', description: 'Files that are left out for one reason' })

const leftOutBody = z
  .object({
    count: count.meta({ description: 'The number of files that are left out' }),
    reasons: z
      .array(leftOutReason)
      .meta({ description: 'By reason and extension: the 20 most frequent extensions, largest first' }),
  })
  .meta({ id: 'LeftOut', description: 'The files that are left out, by reason' })

export const filesBody = z
  .object({
    matched: count.meta({ description: 'Files that match the path of the dataset' }),
    chosen: count.meta({ description: 'Of these, the files that are items' }),
    leftOut: leftOutBody.meta({ description: 'The files that match and are no items' }),
    complete: z
      .boolean()
      .meta({ description: 'Of these counts: false if not all files were listed, or not yet' }),
  })
  .meta({ id: 'Files', description: 'The files that match the path of a dataset, and those left out of it' })

export const changesShape = {
  new: count.meta({ description: 'Items of new files' }),
  changed: count.meta({ description: 'Items with a file that has other content now' }),
  back: count.meta({ description: 'Items with a file that was missing' }),
  missing: count.meta({ description: 'Items with a file that is gone' }),
}

export const changesBody = z.object(changesShape).meta({
  id: 'FileChanges',
  description:
    'What an import or a refresh found. At the end of the operation `new` is exact. The other numbers, and all numbers of an operation that runs or failed, are lower bounds after a crash: a step that is repeated does not count what it had changed before. The counts of the progress of a project are exact in any case.',
})

/** Copies, so that a response has no other fields. */
export const toChanges = ({ new: added, changed, back, missing }: FileChanges): FileChanges => ({
  new: added,
  changed,
  back,
  missing,
})
