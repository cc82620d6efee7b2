import { expect, it } from '@jest/globals'
import { createReadScope } from '../../../../../src/adapters/store/read-scope.ts'
import { itemId } from '../../../../../src/domain/core/ids.ts'
import { DomainError } from '../../../../../src/domain/core/errors.ts'
import { datastorePartition, datastores } from '../../../../../src/domain/model/datastores/datastore.ts'
import { createContentUrls } from '../../../../../src/domain/model/items/content-urls.ts'
import { errorRestsOn } from '../../../../../src/functions/http/rests-on-reads.ts'
import { createLaggingInstance } from '../../../../support/lagging-store.ts'
import { createLongWorkWorld } from '../../../../support/long-work-world.ts'
import { createForkableStore } from '../../../../support/memory-store.ts'

const item = {
  id: itemId.parse('0'.repeat(32)),
  path: 'a.png',
  file: { size: 1, etag: 'e', lastModified: 0 },
}
const signed = expect.stringMatching(/sig=s~s$/)
const shown = { contents: [expect.objectContaining({ contentUrl: signed, thumbnailUrl: signed })] }
const signer = { sign: async () => 's', verify: async () => true }

it('a page is shown although its datastore was created on another instance a moment ago', async () => {
  const primary = createForkableStore(() => 1_000_000)
  const { store, decide } = createReadScope(createLaggingInstance(primary))
  const { deps, project } = await createLongWorkWorld({}, primary)
  const urls = createContentUrls({ store, blobs: deps.blobs, now: deps.now, signer })
  expect(await decide(() => urls(project, [item], (path) => path), errorRestsOn)).toEqual(shown)
})

it('a page is not refused for a datastore as this process remembers it', async () => {
  const primary = createForkableStore(() => 1_000_000)
  const { deps, project } = await createLongWorkWorld({}, primary)
  const { store, decide } = createReadScope(createLaggingInstance(primary))
  let broken: string | undefined
  const open: typeof deps.blobs.open = async (datastore) => {
    if (datastore.containerUrl === broken) throw new DomainError('DatastoreUnreachable', 'Gone')
    return deps.blobs.open(datastore)
  }
  const urls = createContentUrls({
    store,
    blobs: { ...deps.blobs, open },
    now: deps.now,
    signer,
  })
  const show = () => decide(() => urls(project, [item], (path) => path), errorRestsOn)
  await show()
  const { document, etag } = (await datastores.read(primary, datastorePartition, project.datastore))!
  broken = document.containerUrl
  expect(await show()).toMatchObject({ datastoreProblem: { code: 'DatastoreUnreachable' } })
  const moved = { ...document, containerUrl: 'https://account.blob.core.windows.net/moved' }
  await primary.batch('workspace', datastorePartition, [{ type: 'replace', document: moved, ifMatch: etag }])
  expect(await show()).toEqual(shown)
})
