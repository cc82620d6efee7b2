import { useEffect } from 'react'
import { useApi } from '../api/api-context.tsx'
import { inBackground } from '../core/in-background.ts'
import { usePerson, useSession } from '../session/session-context.tsx'

/** After the screen is there: what matters first is what the person sees. */
const later = 3_000

/** Sends answers that a former visit could not send. */
export const Leftovers = () => {
  const api = useApi()
  const session = useSession()
  const { user } = usePerson()
  useEffect(() => {
    const send = async (): Promise<void> => {
      const { sendLeftovers } = await import('../outbox/leftovers.ts')
      await sendLeftovers(user, api, session)
    }
    const timer = setTimeout(() => inBackground(send()), later)
    return () => clearTimeout(timer)
  }, [user, api, session])
  return null
}
