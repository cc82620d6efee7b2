/** A moment of one function of long work: before it begins, or after it ended and before its host hears of it. */
export interface Place {
  /** Of an orchestrator or a step. */
  readonly name: string
  readonly at: 'Begin' | 'End'
  /** Which call since the plan was made, from 1. */
  readonly nth: number
}

/**
 * Calls are held at all places. When enough are reached, the process dies (`Die`), or they are held until it ends (`Stay`), or
 * until the plan is released (`Wait`, only where they begin).
 */
export interface HoldPlan {
  readonly id: string
  readonly places: readonly Place[]
  readonly enough: number
  readonly effect: 'Die' | 'Stay' | 'Wait'
}

/** The variable that names the file of the plan. `<file>.reached` has the ids of the plans whose places were reached, `<file>.released` those that were released. */
export const holdPlanFile = 'ETIQUETTE_HOLD_PLAN'
