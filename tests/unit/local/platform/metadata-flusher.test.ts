import { describe, expect, jest, test } from '@jest/globals'
import { type FlushableDatabase, MetadataFlusher } from '../../../../local/platform/metadata-flusher.ts'

/** As Loki does: the dirty flag is cleared before the save, and stays so when the save fails. */
class FakeDatabase implements FlushableDatabase {
  autosaves = true
  dirty = false
  saves = 0
  failures = 0

  autosaveDisable(): void {
    this.autosaves = false
  }

  autosaveDirty(): boolean {
    return this.dirty
  }

  saveDatabase(callback: (error?: Error | null) => void): void {
    this.dirty = false
    if (this.failures-- > 0) return callback(new Error('no space'))
    this.saves++
    callback(null)
  }
}

describe('MetadataFlusher', () => {
  test('saves a change within a moment, and only what has changed', async () => {
    jest.useFakeTimers()
    const [changed, still] = [new FakeDatabase(), new FakeDatabase()]
    const flusher = new MetadataFlusher([changed, still], () => undefined)
    flusher.start()
    expect(changed.autosaves).toBe(false)
    changed.dirty = true
    await jest.advanceTimersByTimeAsync(250)
    expect([changed.saves, still.saves]).toEqual([1, 0])
    await flusher.stop()
    jest.useRealTimers()
  })

  test('tries again after a save that failed, although the database forgot the change', async () => {
    jest.useFakeTimers()
    const database = new FakeDatabase()
    const reported: unknown[] = []
    const flusher = new MetadataFlusher([database], (error) => reported.push(error))
    flusher.start()
    database.dirty = true
    database.failures = 1
    await jest.advanceTimersByTimeAsync(500)
    expect(reported).toEqual([new Error('no space')])
    expect(database.saves).toBe(1)
    await flusher.stop()
    jest.useRealTimers()
  })

  test('writes what is left when it stops, and says when that fails', async () => {
    const database = new FakeDatabase()
    const flusher = new MetadataFlusher([database], () => undefined)
    flusher.start()
    database.dirty = true
    await flusher.stop()
    expect(database.saves).toBe(1)
    database.dirty = true
    database.failures = 1
    await expect(flusher.stop()).rejects.toThrow('no space')
  })
})
