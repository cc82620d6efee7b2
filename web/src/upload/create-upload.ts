import type { LocalFile } from './choose-files.ts'
import type { Upload, UploadPorts, UploadState, UploadUrl } from './upload.ts'

const inParallel = 4
const urlsAtOnce = 100
const attempts = 4

type FileStatus = 'Missing' | 'Done' | 'Present' | 'Failed'

/** Sends files four at a time. What was sent stays sent: a further run sends only what is missing. */
export const createUpload = (files: readonly LocalFile[], ports: UploadPorts): Upload => {
  const statuses: FileStatus[] = files.map(() => 'Missing')
  const sent = files.map(() => 0)
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0)
  const listeners = new Set<() => void>()
  let status: UploadState['status'] = 'Ready'
  let problem: unknown
  let stopping = new AbortController()

  const read = (): UploadState => ({
    status,
    files: files.length,
    bytes,
    done: statuses.filter((one) => one === 'Done').length,
    present: statuses.filter((one) => one === 'Present').length,
    failed: files.flatMap(({ name }, index) => (statuses[index] === 'Failed' ? name : [])),
    sentBytes: sent.reduce((sum, one) => sum + one, 0),
    ...(problem === undefined ? {} : { problem }),
  })
  let state = read()
  const tell = (): void => {
    state = read()
    for (const listener of listeners) listener()
  }

  /** Repeats what may pass. @throws the last failure */
  const insist = async <Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> => {
    for (let attempt = 1; ; attempt += 1)
      try {
        return await work()
      } catch (error) {
        if (signal.aborted || attempt === attempts || !ports.mayPass(error)) throw error
        await ports.wait(attempt, signal)
      }
  }

  const send = async (index: number, given: UploadUrl, signal: AbortSignal): Promise<FileStatus> => {
    const one = files[index]
    if (!one) return 'Failed'
    const onSent = (count: number): void => {
      sent[index] = Math.min(count, one.file.size)
      tell()
    }
    const put = (url: UploadUrl) => insist(() => ports.put(url, one.file, onSent, signal), signal)
    const first = await put(given)
    if (first !== 'Refused') return first
    // The URL may have ended while others were sent.
    const [fresh] = await insist(() => ports.getUrls([one], signal), signal)
    const second = fresh ? await put(fresh) : 'Refused'
    return second === 'Refused' ? 'Failed' : second
  }

  /** What is there is not sent at all: the storage refuses it, and not always in words that say so. */
  const presentIn = new Map<string, ReadonlySet<string>>()
  const withoutPresent = async (
    batch: readonly number[],
    signal: AbortSignal,
  ): Promise<readonly number[]> => {
    const absent: number[] = []
    for (const index of batch) {
      const one = files[index]
      if (!one) continue
      const folder = one.name.slice(0, one.name.lastIndexOf('/') + 1)
      const names = presentIn.get(folder) ?? (await insist(() => ports.presentNames(folder, signal), signal))
      presentIn.set(folder, names)
      if (names.has(one.name)) {
        statuses[index] = 'Present'
        sent[index] = one.file.size
      } else absent.push(index)
    }
    tell()
    return absent
  }

  const sendBatch = async (batch: readonly number[], signal: AbortSignal): Promise<void> => {
    const wanted = batch.flatMap((index) => files[index] ?? [])
    const urls = await insist(() => ports.getUrls(wanted, signal), signal)
    const byName = new Map(urls.map((url) => [url.name, url]))
    const waiting = [...batch]
    const work = async (): Promise<void> => {
      for (let index = waiting.shift(); index !== undefined && !signal.aborted; index = waiting.shift()) {
        const one = files[index]
        const url = one && byName.get(one.name)
        try {
          statuses[index] = url ? await send(index, url, signal) : 'Failed'
        } catch {
          statuses[index] = signal.aborted ? 'Missing' : 'Failed'
        }
        const isThere = statuses[index] === 'Done' || statuses[index] === 'Present'
        sent[index] = isThere ? (one?.file.size ?? 0) : 0
        tell()
      }
    }
    await Promise.all(Array.from({ length: inParallel }, work))
  }

  const run = async (): Promise<void> => {
    if (status === 'Running') return
    stopping = new AbortController()
    const { signal } = stopping
    status = 'Running'
    problem = undefined
    presentIn.clear()
    const missing = [...statuses.keys()].filter(
      (index) => statuses[index] === 'Missing' || statuses[index] === 'Failed',
    )
    for (const index of missing) statuses[index] = 'Missing'
    tell()
    try {
      for (let from = 0; from < missing.length && !signal.aborted; from += urlsAtOnce) {
        const batch = await withoutPresent(missing.slice(from, from + urlsAtOnce), signal)
        if (batch.length > 0) await sendBatch(batch, signal)
      }
      status = signal.aborted ? 'Stopped' : 'Ended'
    } catch (error) {
      status = 'Stopped'
      if (!signal.aborted) problem = error
    }
    tell()
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    run,
    stop: () => stopping.abort(),
  }
}
