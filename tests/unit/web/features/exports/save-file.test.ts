import { afterEach, expect, test } from '@jest/globals'
import { saveFile, type SaveStage } from '../../../../../web/src/features/exports/save-file.ts'

const read = () => Promise.resolve(new Response('rows').body)

/** The browser's dialog; undefined for a person who closes it. */
const withDialog = (chosen: WritableStream<Uint8Array> | undefined): void => {
  Object.assign(globalThis, {
    showSaveFilePicker: () =>
      chosen === undefined
        ? Promise.reject(new DOMException('closed', 'AbortError'))
        : Promise.resolve({ createWritable: () => Promise.resolve(chosen) }),
  })
}
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'showSaveFilePicker')
})

test('the person is told of the dialog, and then of the download', async () => {
  const stages: SaveStage[] = []
  const written: string[] = []
  withDialog(new WritableStream({ write: (chunk) => void written.push(Buffer.from(chunk).toString()) }))
  await saveFile('labels.csv', read, (stage) => stages.push(stage))
  expect(stages).toEqual(['Asking', 'Saving'])
  expect(written).toEqual(['rows'])
})

test('a dialog that is closed reads nothing', async () => {
  const stages: SaveStage[] = []
  withDialog(undefined)
  await saveFile('labels.csv', read, (stage) => stages.push(stage))
  expect(stages).toEqual(['Asking'])
})
