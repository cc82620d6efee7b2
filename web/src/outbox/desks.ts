import { openDesk, type Desk } from './desk.ts'

type Opening = Parameters<typeof openDesk>[0]

const nameOf = (user: string, project: string): string => `${user}/${project}`
const desks = new Map<string, Desk>()
let isKept = false

/** Asks the browser not to throw the answers away when its disk is full. */
const keepAnswers = (): void => {
  if (isKept) return
  isKept = true
  navigator.storage?.persist?.().catch(() => undefined)
}

/**
 * The desk of a person and a project. It outlives the label screen for as long as something waits to be sent, so that
 * answers go on while the person looks at another screen.
 */
export const deskOf = (opening: Opening): Desk => {
  keepAnswers()
  const name = nameOf(opening.user, opening.project)
  const known = desks.get(name)
  if (known && !known.isClosed()) return known
  const desk = openDesk(opening)
  desks.set(name, desk)
  return desk
}

export const findDesk = (user: string, project: string): Desk | undefined => desks.get(nameOf(user, project))

export const leaveDesk = async (user: string, project: string): Promise<void> => {
  const name = nameOf(user, project)
  const desk = desks.get(name)
  if (!desk) return
  desk.leave()
  if ((await desk.close()) && desks.get(name) === desk) desks.delete(name)
}
