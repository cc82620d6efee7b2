import { expect, it } from '@jest/globals'
import { createLines } from '../../../../tools/upload/progress.ts'

it('says how far it is every some seconds, not for each file', () => {
  const said: string[] = []
  let now = 0
  const progress = createLines(
    (line) => said.push(line),
    () => now,
  )
  for (let done = 1; done <= 120; done += 1) {
    now += 100
    progress.show({ uploaded: done, unchanged: 1, failed: 1, leftOut: 1, bytes: done * 1_000_000 }, 500)
  }
  expect(said).toEqual(['53 of 500 files, 50 MB', '103 of 500 files, 100 MB'])
})
