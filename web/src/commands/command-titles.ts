import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import type { CommandId } from './commands.ts'

export const commandTitles: Readonly<Record<CommandId, MessageDescriptor>> = {
  showKeys: msg`Show the keys`,
  searchClasses: msg`Search the classes`,
  selectAll: msg`Select all`,
  selectUnanswered: msg`Select the unanswered`,
  invertSelection: msg`Invert the selection`,
  clearSelection: msg`Clear the selection`,
  nextItem: msg`Next item`,
  previousItem: msg`Previous item`,
  skipItem: msg`Skip`,
  clearAnswer: msg`Clear the answer`,
  undo: msg`Undo`,
  redo: msg`Redo`,
  submitPage: msg`Submit the page`,
  showOne: msg`Show one item large`,
  zoomIn: msg`Zoom in`,
  zoomOut: msg`Zoom out`,
  zoomToFit: msg`Show the whole picture`,
  showInstructions: msg`Show the instructions`,
  approve: msg`Approve`,
  reject: msg`Reject`,
  relabel: msg`Label again`,
  acceptSkip: msg`Accept the skip`,
  openItem: msg`Open the item`,
  undoReview: msg`Undo`,
}
