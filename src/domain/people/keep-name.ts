import type { Caller } from '../core/caller.ts'
import type { UserId } from '../core/ids.ts'
import { putNewest } from '../core/put-newest.ts'
import { isFresh, type Millis } from '../core/time.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { people, peoplePartition, type PersonDocument } from '../model/people/person.ts'
import type { Deps } from '../ports/deps.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store.ts'

/** Notes the name of a caller. It returns at once and never throws. */
export type KeepName = (caller: Caller) => void

const maxRemembered = 5_000
const writesAtOnce = 4
/** A name that was deleted is kept again at a call after this time. */
const lookAgainAfter: Millis = 3_600_000
/** For another name, as two tokens of one person can have, and after a failure. */
const writeAgainAfter: Millis = 60_000

const write = (store: Store, user: UserId, name: string): Promise<void> =>
  untilWritten(store, people.container, peoplePartition, async () => {
    const stored = await people.read(store, peoplePartition, user)
    if (stored?.document.name === name) return { value: undefined }
    const document: PersonDocument = { id: user, kind: 'person', name }
    const written = await store.batch(people.container, peoplePartition, [
      stored ? { type: 'replace', document, ifMatch: stored.etag } : { type: 'create', document },
    ])
    return written.ok ? { value: undefined } : undefined
  })

/**
 * Keeps the name of each person at their first call, and when it changes, so that others read names instead of ids. The call
 * does not wait for it. Programs, and tokens without a name, leave nothing.
 */
export const createKeepName = ({
  store,
  now,
  log,
}: Pick<Deps, 'store' | 'now'> & { readonly log: Log }): KeepName => {
  const remembered = new Map<UserId, { readonly name: string | undefined; readonly at: Millis }>()
  let writing = 0

  return ({ user, name, isProgram }) => {
    if (name === undefined || isProgram) return
    const last = remembered.get(user)
    const at = now()
    if (last && isFresh(at, last.at, last.name === name ? lookAgainAfter : writeAgainAfter)) return
    if (writing >= writesAtOnce) return
    writing += 1
    putNewest(remembered, user, { name, at }, maxRemembered)
    write(store, user, name)
      .finally(() => {
        writing -= 1
      })
      .catch((error: unknown) => {
        putNewest(remembered, user, { name: undefined, at: now() }, maxRemembered)
        log('Warning', 'The name of a caller was not kept; a later call tries again', { error })
      })
  }
}
