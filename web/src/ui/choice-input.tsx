import type { ReactNode } from 'react'

interface ChoiceInputProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly choices: readonly { readonly value: Value; readonly text: string }[]
  readonly onChange: (value: Value) => void
  readonly isLabelHidden?: boolean
  readonly hint?: ReactNode
  readonly isDisabled?: boolean
}

/** One of a few choices: the browser's own list, which works on every device. */
export const ChoiceInput = <Value extends string>({
  label,
  value,
  choices,
  onChange,
  isLabelHidden = false,
  hint,
  isDisabled = false,
}: ChoiceInputProps<Value>) => (
  <div className="field">
    <label>
      <span className={isLabelHidden ? 'visually-hidden' : undefined}>{label}</span>
      <select
        value={value}
        disabled={isDisabled}
        onChange={({ target }) => {
          const chosen = choices.find((choice) => choice.value === target.value)
          if (chosen) onChange(chosen.value)
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.text}
          </option>
        ))}
      </select>
    </label>
    {hint !== undefined && <span className="quiet">{hint}</span>}
  </div>
)
