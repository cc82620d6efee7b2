const deadlineMs = 120_000

/** The deadline of one call of storage. */
export const within = (): { readonly abortSignal: AbortSignal } => ({
  abortSignal: AbortSignal.timeout(deadlineMs),
})
