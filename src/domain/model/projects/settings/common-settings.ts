import { z } from 'zod'
import { durationBetween, formatDuration, parseDuration } from '../../../core/time.ts'
import { classNode, flattenClasses, treeOf } from '../../labels/class-tree.ts'
import { labelClass, maxClasses } from '../../labels/label-class.ts'
import { identity, defineSetting } from './define-setting.ts'
import { instructions } from './instructions.ts'
import { tags } from './tags.ts'

const incrementalRefresh = z.enum(['Enabled', 'Disabled'])
const changedFiles = z.enum(['Flag', 'Requeue'])

/** The settings of projects of every task type, by their names in the API and in the order of its documents. */
export const commonSettings = {
  displayName: defineSetting('displayName', {
    schema: z.string().min(1).max(256).optional(),
    stored: z.string().optional(),
    store: identity,
    shown: z.string().optional(),
    show: identity,
    clear: 'ToDefault',
    audit: 'Values',
  }),
  description: defineSetting('description', {
    schema: z.string().max(4000).optional(),
    stored: z.string().optional(),
    store: identity,
    shown: z.string().optional(),
    show: identity,
    clear: 'ToDefault',
    audit: 'NameOnly',
  }),
  tags,
  incrementalRefresh: defineSetting('incrementalRefresh', {
    schema: incrementalRefresh.optional().meta({
      description: 'Whether new and changed files of the dataset are found by themselves. Default Disabled.',
    }),
    stored: incrementalRefresh.default('Disabled'),
    store: identity,
    shown: incrementalRefresh,
    show: identity,
    clear: 'Refused',
    audit: 'Values',
  }),
  changedFiles: defineSetting('changedFiles', {
    schema: changedFiles.optional().meta({
      description:
        'A labeled item whose file changes: keep its label and flag it (default), or have it labeled again',
    }),
    stored: changedFiles.default('Flag'),
    store: identity,
    shown: changedFiles,
    show: identity,
    clear: 'Refused',
    audit: 'Values',
  }),
  labelClasses: defineSetting('classes', {
    schema: z.array(classNode).min(1).max(maxClasses).meta({
      description:
        'A tree of classes, at most six levels; each level can be chosen, by its path. A class that is left out later is withdrawn: no longer offered, but labels that carry it keep it.',
    }),
    stored: z.array(labelClass).default([]),
    store: flattenClasses,
    shown: z.array(classNode),
    show: treeOf,
    clear: 'Refused',
    audit: 'NameOnly',
  }),
  instructions,
  /** How long a page is held. Stored in milliseconds. */
  pageLease: defineSetting('pageLease', {
    schema: durationBetween('PT1M', 'PT8H')
      .optional()
      .meta({ description: 'How long a page is held, ISO 8601. Default PT30M.', example: 'PT30M' }),
    stored: z.number().default(30 * 60_000),
    store: (given, present) => parseDuration(given) ?? present,
    shown: z.string().meta({ example: 'PT30M' }),
    show: formatDuration,
    clear: 'Refused',
    audit: 'Values',
  }),
}
