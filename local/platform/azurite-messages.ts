import { z } from 'zod'

/** What the Azurite process tells its parent: once, when it has started or could not. */
export const azuriteMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('failed'), cause: z.enum(['PortTaken', 'FolderTaken']) }),
])
export type AzuriteMessage = z.infer<typeof azuriteMessage>

/** How long a new process waits for its predecessor to write everything down and end. */
export const PREDECESSOR_WAIT_MS = 20_000
