import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components'
import type { Ref } from 'react'

interface TextInputProps extends TextFieldProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly problem?: string | undefined
  readonly rows?: number
  readonly placeholder?: string
  /** The field of one line. */
  readonly inputRef?: Ref<HTMLInputElement>
}

/** A labelled field for one line of text, or for `rows` lines. */
export const TextInput = ({
  label,
  hint,
  problem,
  rows,
  placeholder,
  inputRef,
  ...props
}: TextInputProps) => (
  <TextField {...props} isInvalid={problem !== undefined} className="field">
    <Label>{label}</Label>
    {rows === undefined ? (
      <Input ref={inputRef} {...(placeholder === undefined ? {} : { placeholder })} />
    ) : (
      <TextArea rows={rows} {...(placeholder === undefined ? {} : { placeholder })} />
    )}
    {hint !== undefined && (
      <Text slot="description" className="quiet">
        {hint}
      </Text>
    )}
    <FieldError className="field-problem">{problem}</FieldError>
  </TextField>
)
