import { z } from 'zod'
import { answerChoice, optionalChoice } from '../../../core/choice.ts'
import { durationBetween, formatDuration, parseDuration } from '../../../core/time.ts'
import { classNode, treeOf } from '../../labels/class-tree.ts'
import { flattenClasses } from '../../labels/flatten-classes.ts'
import { maxClasses, storedClasses } from '../../labels/label-class.ts'
import { identity, defineSetting } from './define-setting.ts'
import { instructions } from './instructions.ts'
import { tags } from './tags.ts'

/** Without a format: for some generators a duration is a type that writes and reads other texts. */
const shownDuration = z.string()

const refreshModes = ['Enabled', 'Disabled'] as const
const changedFilesRules = ['Flag', 'Requeue'] as const

const displayNameText = { description: 'A name for people, at most 256 characters', example: 'Dogs and cats' }
const descriptionText = { description: 'Free text, at most 4000 characters' }

/** Settings of all task types that callers may change at any time, by name and in the order of the API. */
export const commonSettings = {
  displayName: defineSetting('displayName', {
    schema: z.string().min(1).max(256).optional().meta(displayNameText),
    stored: z.string().optional(),
    store: identity,
    shown: z.string().optional().meta(displayNameText),
    show: identity,
    clear: 'ToDefault',
    audit: 'Values',
  }),
  description: defineSetting('description', {
    schema: z.string().max(4000).optional().meta(descriptionText),
    stored: z.string().optional(),
    store: identity,
    shown: z.string().optional().meta(descriptionText),
    show: identity,
    clear: 'ToDefault',
    audit: 'NameOnly',
  }),
  tags,
  incrementalRefresh: defineSetting('incrementalRefresh', {
    schema: optionalChoice('RefreshMode', refreshModes).optional().meta({
      description: 'Whether a timer finds new and changed files of the dataset. Default Disabled.',
    }),
    stored: z.enum(refreshModes).default('Disabled'),
    store: identity,
    shown: answerChoice('RefreshMode', refreshModes).meta({
      description: 'Whether a timer finds new and changed files of the dataset',
    }),
    show: identity,
    clear: 'ToDefault',
    audit: 'Values',
  }),
  changedFiles: defineSetting('changedFiles', {
    schema: optionalChoice('ChangedFilesRule', changedFilesRules).optional().meta({
      description:
        'For a labeled item whose file changes: Flag keeps the label and flags the item (default); Requeue has it labeled again.',
    }),
    stored: z.enum(changedFilesRules).default('Flag'),
    store: identity,
    shown: answerChoice('ChangedFilesRule', changedFilesRules).meta({
      description: 'What becomes of a labeled item whose file changes',
    }),
    show: identity,
    clear: 'ToDefault',
    audit: 'Values',
  }),
  labelersSeePaths: defineSetting('labelersSeePaths', {
    schema: z.boolean().optional().meta({
      description:
        'Whether labelers are told the paths of files, which can give the answer away, as `cats/1.png` does. Default false: only Reviewers and Admins of the project are.',
    }),
    stored: z.boolean().default(false),
    store: identity,
    shown: z.boolean().meta({ description: 'Whether labelers are told the paths of files' }),
    show: identity,
    clear: 'ToDefault',
    audit: 'Values',
  }),
  labelClasses: defineSetting('classes', {
    schema: z.array(classNode).min(1).max(maxClasses).meta({
      description:
        'A tree of classes with at most six levels. Classes of every level can be chosen, by path. The order is kept. A class is matched by its id, or by its path if it is sent without an id; with its id it can be renamed, moved and swapped with another. Subclasses follow their class. Answers may use the former path of a class while no other class has it. A class that is omitted later is withdrawn: it cannot be chosen any more, and existing labels keep it and its name.',
    }),
    stored: storedClasses.default([]),
    store: flattenClasses,
    shown: z.array(classNode).meta({ description: 'The classes with their ids, without withdrawn ones' }),
    show: treeOf,
    clear: 'Refused',
    audit: 'NameOnly',
  }),
  instructions,
  /** The duration of a lease. Stored in milliseconds. */
  pageLease: defineSetting('pageLease', {
    schema: durationBetween(
      'PT1M',
      'PT8H',
      /^P(0D)?T([0-8]H([0-9]{1,3}M)?([0-9]{1,5}S)?|[0-9]{1,3}M([0-9]{1,5}S)?|[0-9]{1,5}S)$/,
    )
      .optional()
      .meta({
        description: 'The time until a page expires, as an ISO 8601 duration. Default PT30M.',
        example: 'PT30M',
      }),
    stored: z.number().default(30 * 60_000),
    store: (given, present) => parseDuration(given) ?? present,
    shown: shownDuration.meta({ description: 'The time until a page expires', example: 'PT30M' }),
    show: formatDuration,
    clear: 'Refused',
    audit: 'Values',
  }),
  /** The age limit of exports. Stored in milliseconds; absent: exports are kept. */
  exportRetention: defineSetting('exportRetention', {
    schema: durationBetween(
      'P1D',
      'P3650D',
      /^P([0-9]{1,4}D|([0-9]{1,4}D)?T([0-9]{1,5}H([0-9]{1,7}M)?([0-9]{1,9}S)?|[0-9]{1,7}M([0-9]{1,9}S)?|[0-9]{1,9}S))$/,
    )
      .optional()
      .meta({
        description:
          'The age at which an export is deleted with its files and its version of a labeled dataset, as an ISO 8601 duration. It counts from when the service first sees that the export has ended: within about an hour after its end, or after the limit was set. The export that is the current version of a labeled dataset is kept. Default: none, exports are kept.',
        example: 'P90D',
      }),
    stored: z.number().optional(),
    store: (given, present) => (given === undefined ? present : parseDuration(given)),
    shown: shownDuration
      .optional()
      .meta({ description: 'The age at which exports are deleted; absent: never', example: 'P90D' }),
    show: (stored) => (stored === undefined ? undefined : formatDuration(stored)),
    clear: 'ToDefault',
    audit: 'Values',
  }),
}
