/** Estimates how far the clock of the database is ahead of the clock of this machine. */
export interface ServiceClock {
  /** Takes the `Date` header of a response, and when its request was sent and answered by the local clock. */
  readonly observe: (date: string | undefined, sent: number, received: number) => void
  /** Milliseconds, service minus local; 0 until a response shows a difference of 2 s. */
  readonly difference: () => number
}

/** The header has whole seconds: the time of the response is up to so much later. */
const resolution = 1000
/** With half of the resolution, differences below 2 s do not count. */
const tolerance = 1500

/**
 * All instances of the service use the clock of the database, so that stamps of one do not contradict those of another.
 * An estimate stays until a response contradicts it, so that the time does not jump back and forth with each response.
 */
export const createServiceClock = (): ServiceClock => {
  let difference = 0
  return {
    observe: (date, sent, received) => {
      const at = Date.parse(date ?? '')
      if (Number.isNaN(at)) return
      const least = at - received
      const most = at + resolution - sent
      // A local clock that is set back during the request shows nothing.
      if (most < least) return
      if (difference < least - tolerance || difference > most + tolerance) difference = (least + most) / 2
    },
    difference: () => difference,
  }
}
