import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'

export const roles = ['Labeler', 'Reviewer', 'Admin'] as const
export type Role = (typeof roles)[number]

export const roleTitles: Readonly<Record<Role, MessageDescriptor>> = {
  Labeler: msg`Labeler`,
  Reviewer: msg`Reviewer`,
  Admin: msg`Lead`,
}

export const isRole = (value: string): value is Role => roles.some((role) => role === value)
