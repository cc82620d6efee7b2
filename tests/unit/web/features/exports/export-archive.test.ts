import { expect, test } from '@jest/globals'
import { archiveOf } from '../../../../../web/src/features/exports/export-archive.ts'

const fileOf = (name: string, path: string) => ({ name, path, size: 4 })

test('the archive of an export keeps the folders of its files', async () => {
  const opened: string[] = []
  const archive = await archiveOf(
    [fileOf('train-MLTable', 'train/MLTable'), fileOf('manifest.json', '__about/manifest.json')],
    (name) => {
      opened.push(name)
      return Promise.resolve(new Response('rows').body)
    },
  )
  const text = Buffer.from(await new Response(archive).arrayBuffer()).toString('latin1')
  // Each name is at its file and in the directory at the end.
  const names = ['train/MLTable', '__about/manifest.json']
  expect([...text.matchAll(/train\/MLTable|__about\/manifest\.json/g)].map(String)).toEqual([
    ...names,
    ...names,
  ])
  expect(opened).toEqual(['train-MLTable', 'manifest.json'])
})
