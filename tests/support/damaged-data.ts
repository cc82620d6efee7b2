import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { removeData, startService } from '../../tools/service.ts'
import { startWorld } from './own-service.ts'
import { testSettings } from './test-settings.ts'

/** A service with a project that was stopped, and copies of its data folder to damage. */
export const createStoppedWorld = async () => {
  const copies = await mkdtemp(join(tmpdir(), 'etiquette-copies-'))
  const world = await startWorld()
  await world.addProject('cats', ['1.png', '2.png', '3.png'])
  await world.service.stop()
  return {
    copy: async (name: string): Promise<string> => {
      const folder = join(copies, name)
      await cp(world.service.dataDir, folder, { recursive: true })
      return folder
    },
    close: async (): Promise<void> => {
      await world.close()
      await removeData(copies)
    },
  }
}
export type StoppedWorld = Awaited<ReturnType<typeof createStoppedWorld>>

/** A file of the data folder, its damage, and the sentence that the start prints. */
export type DamageCase = readonly [name: string, damage: (file: string) => Promise<void>, sentence: RegExp]

/** Starts on a copy with one damaged file: one sentence names the file and the way out. */
export const expectRefusedStart = async (
  { copy }: StoppedWorld,
  [name, damage, sentence]: DamageCase,
): Promise<void> => {
  const dataDir = await copy(`damaged-${Math.random()}`)
  await damage(join(dataDir, name))
  const refused: unknown = await startService({ dataDir, env: testSettings }).catch((error: unknown) => error)
  const message = String(refused)
  expect(message).toContain('ended with 1 instead of starting')
  expect(message).toMatch(sentence)
  expect(message.split('\n')).toHaveLength(1)
}
