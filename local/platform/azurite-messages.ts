import { z } from 'zod'

/** The one message of the Azurite process to its parent: it has started, or it could not. */
export const azuriteMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('failed'), cause: z.enum(['PortTaken', 'FolderTaken']) }),
  /** The sentence for the operator. */
  z.object({ type: z.literal('refused'), sentence: z.string() }),
])
export type AzuriteMessage = z.infer<typeof azuriteMessage>

/** How long a new process waits for its predecessor to save its metadata and end. */
export const predecessorWaitMs = 20_000
