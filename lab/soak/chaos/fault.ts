export const faults = ['kill', 'restart', 'outage', 'stall', 'clock', 'full'] as const
export type Fault = (typeof faults)[number]
