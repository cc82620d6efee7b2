/** The steps of the wizard, in their order. */
export const steps = ['data', 'task', 'classes', 'instructions', 'people', 'check'] as const
export type Step = (typeof steps)[number]

export interface WizardSearch {
  readonly step?: Step | 'done' | undefined
  /** The project that was made, and its import. */
  readonly project?: string
  readonly operation?: string
}

const isStep = (value: unknown): value is Step | 'done' =>
  value === 'done' || steps.some((step) => step === value)

/** Reads the step from the address; anything unknown is the first. */
export const parseWizardSearch = ({ step, project, operation }: Record<string, unknown>): WizardSearch => ({
  // The router keeps what is not named here as it is in the address.
  step: isStep(step) ? step : undefined,
  ...(typeof project === 'string' ? { project } : {}),
  ...(typeof operation === 'string' ? { operation } : {}),
})

export const stepAfter = (step: Step): Step | undefined => steps[steps.indexOf(step) + 1]
export const stepBefore = (step: Step): Step | undefined => steps[steps.indexOf(step) - 1]
