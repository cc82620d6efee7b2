/**
 * Runs in each page before the app: notes what the measurements ask for. It is a text, because the sources of the lab know no
 * browser.
 */
export const notesInPage = `
  const notes = { events: [], durable: [], tasks: [], pressed: 0, decoded: new Set() }
  globalThis.notes = notes
  document.addEventListener('keydown', ({ timeStamp }) => { notes.pressed = timeStamp }, { capture: true })
  new PerformanceObserver((list) => {
    for (const { name, duration, startTime } of list.getEntries())
      notes.events.push({ name, duration, startTime })
  }).observe({ type: 'event', durationThreshold: 16 })
  new PerformanceObserver((list) => {
    for (const { duration, startTime } of list.getEntries()) notes.tasks.push({ duration, startTime })
  }).observe({ type: 'longtask' })

  const begin = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const transaction = begin.call(this, stores, mode, options)
    const { pressed } = notes
    if (mode === 'readwrite' && [...transaction.objectStoreNames].includes('drafts'))
      transaction.addEventListener('complete', () => {
        if (pressed > 0 && performance.now() - pressed < 5_000)
          notes.durable.push({ pressed, ms: performance.now() - pressed })
      })
    return transaction
  }

  const decode = HTMLImageElement.prototype.decode
  HTMLImageElement.prototype.decode = function () {
    notes.decoded.add(new WeakRef(this))
    return decode.call(this)
  }
  /** Bytes of the decoded pictures that something holds, those on the screen included. */
  notes.heldBytes = () => {
    const held = new Set(document.images)
    for (const one of notes.decoded) {
      const image = one.deref()
      if (image) held.add(image)
    }
    const sources = new Map([...held].map((image) => [image.src, image.naturalWidth * image.naturalHeight * 4]))
    return [...sources.values()].reduce((sum, bytes) => sum + bytes, 0)
  }

  const tiles = () => [...document.querySelectorAll('.tile[data-item]')]
  const isPainted = (image) => image.complete && image.naturalWidth > 0
  /** Resolves when all tiles are others than these, with their pictures painted, to the time since the last key. Half a minute is too long. */
  notes.nextPage = (former) => new Promise((resolve, reject) => {
    const began = performance.now()
    const old = new Set(former)
    const look = () => {
      const now = tiles()
      const images = now.flatMap((tile) => [...tile.querySelectorAll('img')])
      const isNext = now.length > 0 && now.every((tile) => !old.has(tile.dataset.item))
      if (isNext && images.length === now.length && images.every(isPainted))
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - notes.pressed)))
      else if (performance.now() - began > 30_000) {
        const shown = document.querySelector('main')?.innerText.slice(0, 500)
        reject(new Error(images.filter(isPainted).length + ' of ' + now.length + ' tiles are painted: ' + shown))
      } else requestAnimationFrame(look)
    }
    look()
  })
  notes.items = () => tiles().map(({ dataset }) => dataset.item)
`
