import { expect, test } from '@jest/globals'
import 'fake-indexeddb/auto'
import { NewerDatabase, openLabelDatabase } from '../../../../web/src/outbox/label-database.ts'

test('a database of a later version of the app is told from a browser that refuses', async () => {
  const database = await openLabelDatabase('ann')
  const { name, version } = database
  database.close()
  await new Promise<void>((done, fail) => {
    const later = indexedDB.open(name, version + 1)
    later.onerror = () => fail(later.error)
    later.onsuccess = () => {
      later.result.close()
      done()
    }
  })
  await expect(openLabelDatabase('ann')).rejects.toThrow(NewerDatabase)
  await expect(openLabelDatabase('ben')).resolves.toMatchObject({ version })
})
