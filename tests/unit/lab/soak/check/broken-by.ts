import { judge } from '../../../../../lab/soak/check/check.ts'
import { evidenceOf, makeUp, type MadeUp } from './made-up-store.ts'

/** The rules that are broken once this was done to a store in which all hold. */
export const brokenBy = (defect: (made: MadeUp) => void): string[] => {
  const made = makeUp()
  defect(made)
  return judge(evidenceOf(made))
    .filter(({ problems }) => problems.length > 0)
    .map(({ rule }) => rule)
}
