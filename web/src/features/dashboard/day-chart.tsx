import { useEffect, useRef, type ReactNode } from 'react'
import UPlot from 'uplot'
import { formatDay, formatNumber } from '../../ui/format.ts'
import 'uplot/dist/uPlot.min.css'
import { dayRange } from './day-range.ts'
import './state-bar.css'

interface DayChartProps {
  /** Seconds since 1970, in order. */
  readonly times: readonly number[]
  readonly answers: readonly number[]
  readonly label: string
}

/** Steps of the axes: whole days in seconds, and whole answers. */
const daySteps = [1, 2, 7, 14, 28, 56].map((days) => days * 86_400)
const countSteps = Array.from({ length: 8 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat()

const colorOf = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** Answers by day as a line. The table beside it has the same numbers. */
const DayChart = ({ times, answers, label }: DayChartProps): ReactNode => {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    const line = { stroke: colorOf('--text'), grid: { stroke: colorOf('--line'), width: 0.5 } }
    const chart = new UPlot(
      {
        width: Math.max(260, element.clientWidth),
        height: 200,
        // The service counts days of UTC.
        tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
        scales: { x: { range: () => dayRange(times) } },
        series: [{}, { label, stroke: colorOf('--accent'), width: 2, points: { show: true } }],
        axes: [
          { ...line, incrs: daySteps, values: (_, marks) => marks.map(formatDay) },
          { ...line, incrs: countSteps, values: (_, marks) => marks.map(formatNumber) },
        ],
        legend: { show: false },
      },
      [[...times], [...answers]],
      element,
    )
    const observer = new ResizeObserver(() => {
      chart.setSize({ width: Math.max(260, element.clientWidth), height: 200 })
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      chart.destroy()
    }
  }, [times, answers, label])
  return <div ref={place} className="day-chart" aria-hidden="true" />
}

export default DayChart
