import type { ReactNode } from 'react'

/** The colour of a class, beside its name. */
export const Swatch = ({ color }: { readonly color: string | undefined }): ReactNode => (
  <span className="swatch" aria-hidden="true" style={{ backgroundColor: color }} />
)
