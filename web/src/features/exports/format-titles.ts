import { msg } from '@lingui/core/macro'
import type { Titles } from '../../ui/titles/title-of.ts'

/** What a format is good for; a format of a later service has the service's own words. */
export const formatTitles: Titles = {
  Coco: msg`COCO JSON with one annotation for each class of an image, as Azure ML writes image classification`,
  Dataset: msg`JSON Lines with an MLTable file: a labeled dataset of Azure ML. Each export adds a version.`,
  Csv: msg`A table with URL, classes, state, labeler and time of each item`,
}
