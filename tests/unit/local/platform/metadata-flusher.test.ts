import { describe, expect, jest, test } from '@jest/globals'
import { createMetadataFlusher } from '../../../../local/platform/metadata-flusher.ts'
import type { FlushableDatabase } from '../../../../local/platform/metadata-flusher.ts'

/** As Loki does: the dirty flag is cleared before the save, and stays so when the save fails. */
const createDatabase = () => {
  const state = { autosaves: true, dirty: false, saves: 0, failures: 0 }
  const database: FlushableDatabase = {
    autosaveDisable: () => {
      state.autosaves = false
    },
    autosaveDirty: () => state.dirty,
    saveDatabase: (callback) => {
      state.dirty = false
      state.failures -= 1
      if (state.failures >= 0) return callback(new Error('no space'))
      state.saves += 1
      callback(null)
    },
  }
  return { database, state }
}

describe('createMetadataFlusher', () => {
  test('saves a change within a moment, and only what has changed', async () => {
    jest.useFakeTimers()
    const [changed, still] = [createDatabase(), createDatabase()]
    const flusher = createMetadataFlusher(
      [changed.database, still.database],
      () => undefined,
      () => undefined,
    )
    flusher.start()
    expect(changed.state.autosaves).toBe(false)
    changed.state.dirty = true
    await jest.advanceTimersByTimeAsync(250)
    expect([changed.state.saves, still.state.saves]).toEqual([1, 0])
    await flusher.stop()
    jest.useRealTimers()
  })

  test('tries again after a save that failed, although the database forgot the change', async () => {
    jest.useFakeTimers()
    const { database, state } = createDatabase()
    const reported: unknown[] = []
    const flusher = createMetadataFlusher(
      [database],
      (error) => reported.push(error),
      () => reported.push('recovered'),
    )
    flusher.start()
    state.dirty = true
    state.failures = 3
    await jest.advanceTimersByTimeAsync(2500)
    expect(reported).toEqual([new Error('no space')])
    expect(flusher.isFailing()).toBe(true)
    await jest.advanceTimersByTimeAsync(1500)
    expect(reported).toEqual([new Error('no space'), 'recovered'])
    expect(flusher.isFailing()).toBe(false)
    expect(state.saves).toBe(1)
    await flusher.stop()
    jest.useRealTimers()
  })

  test('writes what is left when it stops, and says when that fails', async () => {
    const { database, state } = createDatabase()
    const flusher = createMetadataFlusher(
      [database],
      () => undefined,
      () => undefined,
    )
    flusher.start()
    state.dirty = true
    await flusher.stop()
    expect(state.saves).toBe(1)
    state.dirty = true
    state.failures = 1
    await expect(flusher.stop()).rejects.toThrow('no space')
  })
})
