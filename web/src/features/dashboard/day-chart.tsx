import { useEffect, useRef, type ReactNode } from 'react'
import UPlot from 'uplot'
import { formatDay, formatNumber } from '../../ui/format.ts'
import 'uplot/dist/uPlot.min.css'
import './state-bar.css'

interface DayChartProps {
  /** Seconds since 1970, in order. */
  readonly times: readonly number[]
  readonly answers: readonly number[]
  readonly label: string
}

const colorOf = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim()

const day = 86_400
/** What lies between two marks of the axis: whole days, as an answer has no hour. */
const steps = [1, 2, 7, 14, 28, 56].map((days) => days * day)

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
        series: [{}, { label, stroke: colorOf('--accent'), width: 2, points: { show: true } }],
        axes: [
          { ...line, incrs: steps, values: (_, marks) => marks.map(formatDay) },
          { ...line, values: (_, marks) => marks.map(formatNumber) },
        ],
        tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
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
