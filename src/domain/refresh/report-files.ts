import type { Deps } from '../ports/deps.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import type { WalkPosition } from './walk-files.ts'

/** Shows the progress of a walk in its operation. @param isListed All files were counted. */
export const reportFiles = async (
  deps: Pick<Deps, 'store'>,
  id: string,
  { files, changes }: WalkPosition,
  isListed: boolean,
): Promise<void> => {
  await progressOperation(deps, id, {
    done: files.chosen,
    fileWork: { changes, files, ...(isListed ? { filesListed: true } : {}) },
  })
}
