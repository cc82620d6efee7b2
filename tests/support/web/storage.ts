class MemoryStorage {
  [key: string]: unknown
  getItem(key: string): string | null {
    const value = Object.hasOwn(this, key) ? this[key] : undefined
    return typeof value === 'string' ? value : null
  }
  setItem(key: string, value: string): void {
    this[key] = value
  }
  removeItem(key: string): void {
    Reflect.deleteProperty(this, key)
  }
}

/** What a browser gives as `localStorage`, in memory. */
export const createStorage = () => new MemoryStorage()

type StorageName = 'localStorage' | 'sessionStorage'

/** Without room: what is there can be read. */
export const fillStorage = (name: StorageName): void => {
  globalThis[name].setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
}

/** As a browser does that is set to let sites keep nothing. */
export const blockStorage = (name: StorageName): void => {
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get: () => {
      throw new DOMException('blocked', 'SecurityError')
    },
  })
}

export const removeStorage = (): void => {
  Reflect.deleteProperty(globalThis, 'localStorage')
  Reflect.deleteProperty(globalThis, 'sessionStorage')
}
