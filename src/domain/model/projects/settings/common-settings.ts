import { z } from 'zod'
import { durationBetween, formatDuration, parseDuration } from '../../../core/time.ts'
import { classNode, treeOf } from '../../labels/class-tree.ts'
import { flattenClasses } from '../../labels/flatten-classes.ts'
import { maxClasses, storedClasses } from '../../labels/label-class.ts'
import { identity, defineSetting } from './define-setting.ts'
import { instructions } from './instructions.ts'
import { tags } from './tags.ts'

const incrementalRefresh = z.enum(['Enabled', 'Disabled'])
const changedFiles = z.enum(['Flag', 'Requeue'])

/** Settings of all task types that callers may change at any time, by name and in the order of the API. */
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
      description: 'Whether a timer finds new and changed files of the dataset. Default Disabled.',
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
        'For a labeled item whose file changes: Flag keeps the label and flags the item (default); Requeue has it labeled again.',
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
        'A tree of classes with at most six levels. Classes of every level can be chosen, by path. The order is kept. A class is matched by its id, or by its path if it is sent without an id; with its id it can be renamed, moved and swapped with another. Subclasses follow their class. Answers may use the former path of a class while no other class has it. A class that is omitted later is withdrawn: it cannot be chosen any more, and existing labels keep it and its name.',
    }),
    stored: storedClasses.default([]),
    store: flattenClasses,
    shown: z.array(classNode),
    show: treeOf,
    clear: 'Refused',
    audit: 'NameOnly',
  }),
  instructions,
  /** The duration of a lease. Stored in milliseconds. */
  pageLease: defineSetting('pageLease', {
    schema: durationBetween('PT1M', 'PT8H').optional().meta({
      description: 'The time until a page expires, as an ISO 8601 duration. Default PT30M.',
      example: 'PT30M',
    }),
    stored: z.number().default(30 * 60_000),
    store: (given, present) => parseDuration(given) ?? present,
    shown: z.string().meta({ example: 'PT30M' }),
    show: formatDuration,
    clear: 'Refused',
    audit: 'Values',
  }),
  /** The age limit of exports. Stored in milliseconds; absent: exports are kept. */
  exportRetention: defineSetting('exportRetention', {
    schema: durationBetween('P1D', 'P3650D').optional().meta({
      description:
        'The age at which an export is deleted with its files and its version of a labeled dataset, as an ISO 8601 duration. It counts from when the service first sees that the export has ended: within about an hour after its end, or after the limit was set. The export that is the current version of a labeled dataset is kept. Default: none, exports are kept.',
      example: 'P90D',
    }),
    stored: z.number().optional(),
    store: (given, present) => (given === undefined ? present : parseDuration(given)),
    shown: z.string().optional().meta({ example: 'P90D' }),
    show: (stored) => (stored === undefined ? undefined : formatDuration(stored)),
    clear: 'ToDefault',
    audit: 'Values',
  }),
}
