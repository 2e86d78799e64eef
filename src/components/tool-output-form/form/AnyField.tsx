import { ChoiceField } from './ChoiceField.js'
import { ConstantField } from './ConstantField.js'
import type { FieldProps } from './FormContext.js'
import { ListField } from './ListField.js'
import { ManyField } from './ManyField.js'
import { ObjectField } from './ObjectField.js'
import { TextField } from './TextField.js'
import { VariantsField } from './VariantsField.js'

/** The control for a field, whatever it is. */
export function AnyField({ field, depth, ...place }: FieldProps & { depth?: number }) {
  switch (field.kind) {
    case 'choice':
    case 'boolean':
      return <ChoiceField {...place} field={field} />
    case 'multi-choice':
      return <ManyField {...place} field={field} />
    case 'constant':
      return <ConstantField {...place} field={field} />
    case 'object':
      return <ObjectField {...place} field={field} />
    case 'list':
      return <ListField {...place} field={field} />
    case 'variants':
      return <VariantsField {...place} field={field} {...(depth && { depth })} />
    default:
      return <TextField {...place} field={field} />
  }
}
