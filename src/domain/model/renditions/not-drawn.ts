import { z } from 'zod'
import { DomainError } from '../../core/errors.ts'
import { notDrawnReasons, type NotDrawnReason } from '../../ports/renditions.ts'

const because: Readonly<Record<NotDrawnReason, string>> = {
  NotDecodable: 'its content cannot be decoded',
  TooLarge: 'it needs more memory than the service has for one picture',
  TooSlow: 'decoding it takes too long',
}

/** The refusal of a rendition that cannot be made, however often it is asked for. */
export const notDisplayable = (reason: NotDrawnReason): DomainError =>
  new DomainError(
    'NotDisplayable',
    `No rendition can be made of this file: ${because[reason]}. Show the file itself by its contentUrl, or replace it and refresh the project.`,
  )

const note = z.object({ reason: z.enum(notDrawnReasons) })

export const writeNote = (reason: NotDrawnReason): Uint8Array =>
  Buffer.from(JSON.stringify({ reason } satisfies z.input<typeof note>))

/** That there is a note is enough: one that cannot be read is of the commonest reason. */
export const readNote = (bytes: Uint8Array): NotDrawnReason => {
  try {
    return note.parse(JSON.parse(Buffer.from(bytes).toString('utf8'))).reason
  } catch {
    return 'NotDecodable'
  }
}
