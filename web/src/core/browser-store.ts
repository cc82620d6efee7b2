/** What a browser keeps. It may refuse, by its settings or for want of room: then nothing is kept, and the app goes on. */
export interface BrowserStore {
  readonly read: (key: string) => string | null
  /** Reads JSON; undefined if there is none. */
  readonly readJson: (key: string) => unknown
  /** False if the browser does not keep it; what was kept before stays. */
  readonly write: (key: string, value: string) => boolean
  /** False if the browser refuses its storage. */
  readonly remove: (key: string) => boolean
  readonly keys: () => readonly string[]
}

/** @param storage A function, as the browser may refuse already the access to it */
const createBrowserStore = (storage: () => Storage): BrowserStore => {
  const attempt = <Result>(work: (storage: Storage) => Result, otherwise: Result): Result => {
    try {
      return work(storage())
    } catch {
      return otherwise
    }
  }
  return {
    read: (key) => attempt((kept) => kept.getItem(key), null),
    readJson: (key) => attempt<unknown>((kept) => JSON.parse(kept.getItem(key) ?? ''), undefined),
    write: (key, value) =>
      attempt((kept) => {
        kept.setItem(key, value)
        return true
      }, false),
    remove: (key) =>
      attempt((kept) => {
        kept.removeItem(key)
        return true
      }, false),
    keys: () => attempt((kept) => Object.keys(kept), []),
  }
}

/** Until somebody clears it. */
export const deviceStore = createBrowserStore(() => localStorage)
/** Until the tab closes. */
export const tabStore = createBrowserStore(() => sessionStorage)
