import { expect, it } from '@jest/globals'
import { deploymentOf, resourceOf, variablesOf } from '../deployments.ts'

it('a provision of a later month asks for the same budget, as azd keeps the output of the first', () => {
  const first = deploymentOf('budget')
  const kept = first.get('outputs')?.get('ETIQUETTE_BUDGET_START_MONTH')
  const later = variablesOf('budget-a-month-later')
  expect(later.get('ETIQUETTE_BUDGET_START_MONTH')).toBe(kept)
  expect(later.get('month')).not.toBe(variablesOf('budget').get('month'))
  expect(deploymentOf('budget-a-month-later')).toEqual(first)
  const budget = resourceOf(first, 'budgets/budget-labels')
  expect(budget.get('timePeriod')).toBe(JSON.stringify({ startDate: `${kept}-01T00:00:00Z` }))
})
