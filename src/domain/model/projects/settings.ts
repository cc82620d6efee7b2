import type { z } from 'zod'
import { commonSettings } from './settings/common-settings.ts'
import { createSettings } from './settings/create-settings.ts'
import { taskOptions } from './task-options.ts'

/** Settings that callers may change at any time. */
export const projectSettings = { ...commonSettings, ...taskOptions }

export const {
  createShape,
  patchShape,
  shownShape,
  settingsOf,
  patchSettings,
  settingsChanges,
  showSettings,
} = createSettings(projectSettings)

export type ProjectSettings = z.output<z.ZodObject<typeof createShape>>

/** A merge patch (RFC 7396). */
export type ProjectPatch = z.output<z.ZodObject<typeof patchShape>>
